/**
 * Sample objects and inputs for the tests of several packages. This entry runs in a browser too; what needs Node is in
 * `kubevirt-vlan-test-kit/node`.
 *
 * @packageDocumentation
 */
export * from './samples/facts';
export * from './samples/inputs';
export * from './samples/networks';
export * from './samples/nodes';
export * from './samples/policies';
export * from './samples/sites';
export * from './samples/vlans';
export * from './samples/vms';
