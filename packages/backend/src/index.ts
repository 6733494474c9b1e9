import { createBackend } from '@backstage/backend-defaults';
import { gitOpsDemoPlugin } from './gitOpsDemo';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(
  import('@kubevirt-vlan/backstage-plugin-catalog-backend-module-kubevirt'),
);
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt'),
);
backend.add(import('@kubevirt-vlan/backstage-plugin-kubevirt-backend'));

// A GitOps repository to try the plugins with. A real installation has its own.
backend.add(gitOpsDemoPlugin);

backend.start();
