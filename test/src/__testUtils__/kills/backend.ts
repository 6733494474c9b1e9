import { createBackend } from '@backstage/backend-defaults';
import catalog from '@backstage/plugin-catalog-backend';
import catalogTemplates from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import kubevirt from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';

const backend = createBackend();
[catalog, catalogTemplates, scaffolder, kubevirt].forEach(feature =>
  backend.add(feature),
);
backend.start();

// The parent process may have died without ending this one.
process.stdin.resume().on('end', () => process.exit());
