export * from './plan';
export * from './planVirtualMachine';
export * from './planVlanAttachment';
