export * from './attachVlan';
export * from './createVm';
export * from './delivery';
export * from './parse';
