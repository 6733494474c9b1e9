export { VlanEntityCard } from './VlanEntityCard';
