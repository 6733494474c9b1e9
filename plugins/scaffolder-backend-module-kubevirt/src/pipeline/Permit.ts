import {
  Facts,
  KubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { PlannedRun } from './PlannedRun';
import { allowedVlans } from './allowedVlans';
import { refuseOtherVlans } from './manifestUses';

/** The permission that one run was given, for its request and for the objects that result from it. */
export class Permit {
  readonly #options: PlannedRun & { objects: KubeObject[]; facts: Facts };

  constructor(options: PlannedRun & { objects: KubeObject[]; facts: Facts }) {
    this.#options = options;
  }

  /**
   * Asks everything again, as permission may have been withdrawn meanwhile.
   *
   * @throws NotAllowedError where the user who started the task may no longer do this.
   */
  async renew(): Promise<void> {
    await allowedVlans(this.#options);
    await refuseOtherVlans(this.#options);
  }
}
