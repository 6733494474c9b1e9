export { VlansPage } from './VlansPage';
