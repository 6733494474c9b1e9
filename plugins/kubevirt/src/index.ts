/**
 * Form fields, preview, cards and pages for VMs on VLANs, for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { kubevirtPlugin as default } from './plugin';
export { kubevirtApiRef } from './api';
export type { CallOptions, ChoiceKind, KubevirtApi, VlanQuery } from './api';
export { kubevirtTranslationRef } from './translations';
