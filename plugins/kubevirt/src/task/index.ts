export { taskOutputs } from './outputs';
