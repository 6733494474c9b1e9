import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import kubevirtPlugin from '../src';
import { sampleModule } from './sampleModule';

createDevApp({
  features: [catalogPlugin, scaffolderPlugin, kubevirtPlugin, sampleModule],
});
