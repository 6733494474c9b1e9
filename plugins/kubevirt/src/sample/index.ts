export * from './clusters';
export * from './preview';
export * from './vlans';
export { SampleApi } from './SampleApi';
