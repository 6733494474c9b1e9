export { vlansPage } from './vlansPage';
