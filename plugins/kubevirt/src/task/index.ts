export { taskOutputs } from './taskOutputs';
