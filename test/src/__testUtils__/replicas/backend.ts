import { createBackend } from '@backstage/backend-defaults';
import catalog from '@backstage/plugin-catalog-backend';
import kubevirt from '@kubevirt-vlan/backstage-plugin-catalog-backend-module-kubevirt';

const backend = createBackend();
backend.add(catalog);
backend.add(kubevirt);
backend.start();

// Whoever started it may be gone, without a word.
process.stdin.resume().on('end', () => process.exit());
