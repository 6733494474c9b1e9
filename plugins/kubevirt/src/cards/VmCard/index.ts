export { VmEntityCard } from './VmEntityCard';
