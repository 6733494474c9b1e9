import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import kubevirtPlugin from '@kubevirt-vlan/backstage-plugin-kubevirt';
import { navModule } from './nav';

export default createApp({
  features: [
    catalogPlugin,
    catalogGraphPlugin,
    scaffolderPlugin,
    userSettingsPlugin,
    kubevirtPlugin,
    navModule,
  ],
});
