import { createBackend } from '@backstage/backend-defaults';
import catalog from '@backstage/plugin-catalog-backend';
import kubevirt from '@kubevirt-vlan/backstage-plugin-catalog-backend-module-kubevirt';

const backend = createBackend();
backend.add(catalog);
backend.add(kubevirt);
backend.start();

// The parent process may have died without ending this one.
process.stdin.resume().on('end', () => process.exit());
