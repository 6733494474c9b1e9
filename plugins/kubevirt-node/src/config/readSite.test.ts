import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { parseVlanEntity } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parse, parseAllDocuments } from 'yaml';
import { readSite } from './readSite';

const root = resolve(__dirname, '../../../..');
const appConfig = parse(readFileSync(resolve(root, 'app-config.yaml'), 'utf8'));

describe('readSite', () => {
  it('reads the demo’s configuration', () => {
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

  it('names the key when there is no configuration, or a wrong one', () => {
    expect(() => readSite(new ConfigReader({}))).toThrow(
      'kubevirt is missing from the app configuration',
    );
    expect(() =>
      readSite(new ConfigReader({ kubevirt: { clusters: 'demo' } })),
    ).toThrow('kubevirt.clusters must be a mapping');
  });

  it('is offered by the templates as it is configured', () => {
    const { clusters } = readSite(new ConfigReader(appConfig));
    const vlans = parseAllDocuments(
      readFileSync(
        resolve(root, 'packages/backend/catalog/vlans.yaml'),
        'utf8',
      ),
    ).map(document => parseVlanEntity(document.toJS()));
    const parametersOf = (name: string) =>
      parse(
        readFileSync(resolve(root, `templates/${name}/template.yaml`), 'utf8'),
      ).spec.parameters.map((page: any) => page.properties);
    const [attach, how] = parametersOf('attach-vlan');
    const networks = parametersOf('create-vm')[1].networks.items.properties;
    expect(how.cluster.enum).toEqual(Object.keys(clusters));
    expect(attach.nodePool.enum).toEqual(Object.keys(clusters.demo.nodePools));
    expect(networks.vlanId.enum).toEqual(vlans.map(vlan => vlan.id));
    expect(networks.vlanId['ui:enumNames']).toEqual(
      vlans.map(
        vlan => `VLAN ${vlan.id} – ${vlan.subnet} – ${vlan.description}`,
      ),
    );
  });
});
