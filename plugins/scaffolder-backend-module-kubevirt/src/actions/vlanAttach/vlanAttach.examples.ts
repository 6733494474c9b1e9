import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { exampleOf } from '../exampleOf';

const example = exampleOf({
  id: 'attach',
  name: 'Attach the VLAN',
  action: 'openshift:vlan:attach',
});

export const examples: TemplateExample[] = [
  example('Propose VLAN 1085 for the namespace demo in the GitOps repository', {
    vlanId: 1085,
    nodePool: 'c7000',
    namespace: 'demo',
    delivery: 'pull-request',
  }),
  example('Leave the manifests in the workspace, for a step of your own', {
    vlanId: 1085,
    nodePool: 'c7000',
    namespace: 'demo',
    delivery: 'render',
    targetPath: 'gitops',
  }),
  example('A network for nested guests, with jumbo frames', {
    vlanId: 1085,
    nodePool: 'c7000',
    namespace: 'demo',
    delivery: 'render',
    networkType: 'bridge',
    macspoofchk: false,
    mtu: 9000,
  }),
];
