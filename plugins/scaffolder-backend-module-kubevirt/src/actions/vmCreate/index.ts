export { createVmCreateAction } from './vmCreate';
