export { vlansPage } from './pages';
