/**
 * The backend behind the forms, cards and pages for VLANs and VMs, with the requester's own rights.
 *
 * @packageDocumentation
 */
export { kubevirtPlugin as default } from './plugin';
