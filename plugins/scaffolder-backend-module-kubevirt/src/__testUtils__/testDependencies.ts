import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { demoSite } from 'kubevirt-vlan-test-kit';
import { actionDependencies } from 'kubevirt-vlan-test-kit/node';
import { ActionDependencies } from '../pipeline';

/** The dependencies of an action on the demo's site with the test's own repository. */
export function testDependencies(
  repoUrl: string,
  more: Partial<ActionDependencies> = {},
): ActionDependencies {
  const site = parseSite({
    ...demoSite({
      vlans: [
        { id: 1085, subnet: '10.6.85.0/24', gateway: '10.6.85.1' },
        { id: 1090, subnet: '10.6.90.0/24' },
      ],
    }),
    gitOps: { repoUrl },
    // Entitlements have tests of their own.
    unregisteredVlans: 'allow',
  });
  return actionDependencies(site, more);
}
