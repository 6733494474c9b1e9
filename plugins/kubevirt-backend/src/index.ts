/**
 * The backend of VLANs and VMs: what forms, cards and pages show of them, with the rights of the user who asks.
 *
 * @packageDocumentation
 */
export { kubevirtPlugin as default } from './plugin';
