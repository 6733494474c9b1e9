import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  ExtraCheck,
  Namer,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * Adds checks to the built-in ones of the scaffolder actions.
 *
 * @public
 */
export interface ChecksExtensionPoint {
  /** @throws InputError for an id that is not a DNS label or is taken, and for kinds that are not checked. */
  addCheck: (check: ExtraCheck) => void;
}

/**
 * The extension point for checks.
 *
 * @public
 */
export const checksExtensionPoint = createExtensionPoint<ChecksExtensionPoint>({
  id: 'kubevirt.checks',
});

/**
 * Replaces the names that the scaffolder actions give to policies, interfaces, bridges and networks.
 *
 * @public
 */
export interface NamerExtensionPoint {
  /** @throws ConflictError where a namer is set already. */
  setNamer: (namer: Namer) => void;
}

/**
 * The extension point for the namer.
 *
 * @public
 */
export const namerExtensionPoint = createExtensionPoint<NamerExtensionPoint>({
  id: 'kubevirt.namer',
});
