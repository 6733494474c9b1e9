import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogModuleKubevirt } from './module';

const vlan = (id: number, owner: string, more = '') => `
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: vlan-${id}
spec:
  type: vlan
  owner: ${owner}
  vlan: { id: ${id}, allowedNamespaces: [demo]${more} }
`;

describe('catalogModuleKubevirt', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), 'catalog-'));
  });
  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  it('keeps an invalid VLAN out of the catalog, and logs why', async () => {
    const file = join(folder, 'vlans.yaml');
    await fs.writeFile(
      file,
      `${vlan(1085, 'network')}---${vlan(1090, 'network', ', vlanId: 7')}`,
    );
    const log: string[] = [];
    const logger = mockServices.logger.mock({
      warn: message => log.push(message),
      child: () => logger,
    });
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKubevirt,
        logger.factory,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost' },
            catalog: {
              rules: [{ allow: ['Resource', 'Location'] }],
              locations: [{ type: 'file', target: file }],
              processingInterval: { seconds: 1 },
            },
          },
        }),
      ],
    });
    const get = async (id: number) => {
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/catalog/entities/by-name/resource/default/vlan-${id}`,
        { headers: { authorization: mockCredentials.user.header() } },
      );
      return response.ok ? response.json() : undefined;
    };

    const entity = await until(() => get(1085));
    expect(entity.spec.vlan).toEqual({ id: 1085, allowedNamespaces: ['demo'] });
    const message = await until(async () =>
      log.find(line => line.includes('vlan-1090')),
    );
    expect(message).toContain(
      'resource:default/vlan-1090 is not a valid VLAN: Unknown input in spec.vlan: "vlanId"',
    );
    expect(await get(1090)).toBeUndefined();

    // An invalid edit takes nothing away: the catalog keeps the last valid entity and shows the error on it. The actions
    // refuse such an entity.
    await fs.writeFile(file, vlan(1085, 'sales', ', vlanId: 7'));
    const stale = await until(async () => {
      const found = await get(1085);
      return found?.status?.items?.length > 0 ? found : undefined;
    });
    expect(stale.spec.owner).toBe('network');
    expect(stale.status.items).toEqual([
      expect.objectContaining({
        type: 'backstage.io/catalog-processing',
        level: 'error',
        message: expect.stringContaining('is not a valid VLAN'),
      }),
    ]);
    await backend.stop();
  }, 60_000);
});

async function until<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const result = await attempt();
    if (result !== undefined) {
      return result;
    }
    await setTimeout(100);
  }
  throw new Error('It took too long');
}
