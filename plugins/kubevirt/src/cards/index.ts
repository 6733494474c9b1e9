export { cards } from './cards';
