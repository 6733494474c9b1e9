export { createVlanAttachAction } from './vlanAttach';
