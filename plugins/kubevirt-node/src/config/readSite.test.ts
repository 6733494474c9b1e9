import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { parse } from 'yaml';
import { readSite } from './readSite';

const root = resolve(__dirname, '../../../..');
const appConfig = parse(readFileSync(resolve(root, 'app-config.yaml'), 'utf8'));

describe('readSite', () => {
  it("reads the demo's configuration", () => {
    expect(readSite(new ConfigReader(appConfig)).clusters.demo).toMatchObject({
      nodePools: {
        c7000: { nodeSelector: { hardware: 'c7000' }, uplink: 'eno49' },
      },
    });
  });

  it('reads keys with dots', () => {
    const site = readSite(
      new ConfigReader({
        kubevirt: {
          deliveries: ['render'],
          clusters: {
            'prod.eu': {
              nodePools: {
                a: {
                  nodeSelector: { 'node-role.kubernetes.io/worker': '' },
                  uplink: 'eno49',
                },
              },
            },
          },
        },
      }),
    );
    expect(site.clusters['prod.eu'].nodePools.a.nodeSelector).toEqual({
      'node-role.kubernetes.io/worker': '',
    });
  });

  it('names the key of a missing or invalid configuration', () => {
    expect(() => readSite(new ConfigReader({}))).toThrow(
      'kubevirt is missing from the app configuration',
    );
    expect(() =>
      readSite(new ConfigReader({ kubevirt: { clusters: 'demo' } })),
    ).toThrow('kubevirt.clusters must be a mapping');
  });

  it('matches what the templates offer', () => {
    const { clusters } = readSite(new ConfigReader(appConfig));
    const parametersOf = (name: string) =>
      parse(
        readFileSync(resolve(root, `templates/${name}/template.yaml`), 'utf8'),
      ).spec.parameters.map((page: any) => page.properties);
    const [attach, how] = parametersOf('attach-vlan');
    expect(how.cluster.enum).toEqual(Object.keys(clusters));
    expect(Object.keys(clusters.demo.nodePools)).toContain(
      attach.nodePool.default,
    );
  });
});
