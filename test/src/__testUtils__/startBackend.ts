import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalog from '@backstage/plugin-catalog-backend';
import catalogTemplates from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import kubevirt from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';
import { parse } from 'yaml';
import { ScaffolderClient } from './ScaffolderClient';

const TEMPLATES = ['attach-vlan', 'create-vm'];
const root = resolve(__dirname, '../../..');

/** The app-config.yaml of the demo, with another GitOps repository. */
export function demoConfig(repoUrl: string): any {
  const config = parse(readFileSync(resolve(root, 'app-config.yaml'), 'utf8'));
  const template = (name: string) => ({
    type: 'file',
    target: resolve(root, `templates/${name}/template.yaml`),
  });
  return {
    backend: { baseUrl: 'http://localhost:7007' },
    catalog: {
      rules: config.catalog.rules,
      locations: TEMPLATES.map(template),
    },
    scaffolder: config.scaffolder,
    kubevirt: {
      ...config.kubevirt,
      gitOps: { ...config.kubevirt.gitOps, repoUrl },
    },
  };
}

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

/** A real Backstage backend: catalog, scaffolder, our module, and the templates of this repository. */
export async function startBackend(
  config: any,
  more: { features?: Features; templates?: string[] } = {},
) {
  const { features = [], templates = [] } = more;
  const backend = await startTestBackend({
    features: [
      catalog,
      catalogTemplates,
      scaffolder,
      kubevirt,
      mockServices.rootConfig.factory({ data: config }),
      ...features,
    ],
  });
  const client = new ScaffolderClient((path, init) =>
    fetch(`http://localhost:${backend.server.port()}${path}`, init),
  );
  try {
    await Promise.all(
      [...TEMPLATES, ...templates].map(name => untilKnown(client, name)),
    );
  } catch (error) {
    await backend.stop();
    throw error;
  }
  return { client, stop: () => backend.stop() };
}

/** The catalog reads its locations after the start, in the background. */
async function untilKnown(client: ScaffolderClient, template: string) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await client.parameters(template)) {
      return;
    }
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error(`The catalog did not read the template ${template}`);
}
