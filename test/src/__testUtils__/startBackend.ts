import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalog from '@backstage/plugin-catalog-backend';
import catalogTemplates from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import catalogVlans from '@kubevirt-vlan/backstage-plugin-catalog-backend-module-kubevirt';
import kubevirt from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';
import { parse, parseAllDocuments } from 'yaml';
import { ScaffolderClient } from './ScaffolderClient';

const TEMPLATES = ['attach-vlan', 'create-vm'];
const ORGANIZATION = 'packages/backend/catalog/organization.yaml';
const VLANS = 'packages/backend/catalog/vlans.yaml';
/** The default user: Backstage's mock of a signed-in user. */
const TESTER = 'user:default/mock';
const root = resolve(__dirname, '../../..');

/**
 * The app-config.yaml of the demo, with another GitOps repository.
 *
 * @param isRegistered - with the catalog's users, groups and VLANs, and the person of the tests in the platform team;
 * otherwise the configuration lists the same VLANs, and everybody may use all of them
 */
export function demoConfig(
  repoUrl: string,
  { isRegistered = false } = {},
): any {
  const config = parse(readFileSync(resolve(root, 'app-config.yaml'), 'utf8'));
  const file = (path: string, kinds?: string[]) => ({
    type: 'file',
    target: resolve(root, path),
    ...(kinds && { rules: [{ allow: kinds }] }),
  });
  const { kubevirt: site } = config;
  const gitOps = { ...site.gitOps, repoUrl };
  const { demo } = site.clusters;
  const clusters = { demo: { ...demo, vlans: demoVlans() } };
  return {
    backend: { baseUrl: 'http://localhost:7007' },
    catalog: {
      rules: config.catalog.rules,
      locations: [
        ...TEMPLATES.map(name => file(`templates/${name}/template.yaml`)),
        ...(isRegistered
          ? [
              file(ORGANIZATION),
              file(VLANS, ['Resource']),
              file('test/catalog/tester.yaml'),
            ]
          : []),
      ],
    },
    scaffolder: config.scaffolder,
    kubevirt: {
      ...site,
      gitOps,
      ...(!isRegistered && { clusters, unregisteredVlans: 'allow' }),
    },
  };
}

/** The VLANs of the demo, in the form of the configuration. */
function demoVlans(): object[] {
  return parseAllDocuments(readFileSync(resolve(root, VLANS), 'utf8'))
    .map(document => document.toJS())
    .map(({ metadata: { description }, spec: { owner, vlan } }) => {
      const { id, subnet, gateway } = vlan;
      return { id, description, owner, subnet, gateway };
    });
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
      catalogVlans,
      scaffolder,
      kubevirt,
      mockServices.rootConfig.factory({ data: config }),
      ...features,
    ],
  });
  const get = (path: string, init?: RequestInit) =>
    fetch(`http://localhost:${backend.server.port()}${path}`, init);
  const client = new ScaffolderClient(get);
  try {
    await Promise.all(
      [...TEMPLATES, ...templates].map(name =>
        until(`has the template ${name}`, () => client.parameters(name)),
      ),
    );
    if (config.kubevirt.unregisteredVlans !== 'allow') {
      await until('has the VLANs', () => client.entity('resource/vlan-1085'));
      await until(`has the groups of ${TESTER}`, async () => {
        const user = await client.entity('user/mock');
        return user?.relations?.some(
          ({ type }: { type: string }) => type === 'memberOf',
        );
      });
    }
  } catch (error) {
    await backend.stop();
    throw error;
  }
  return { client, get, stop: () => backend.stop() };
}

/** The catalog reads its locations after the start, in the background. */
async function until(what: string, isSo: () => Promise<unknown>) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isSo()) {
      return;
    }
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error(`Not in a minute: the catalog ${what}`);
}
