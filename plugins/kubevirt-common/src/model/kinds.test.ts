import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KINDS, KindReader, KnownKind, kindsReadBy } from './kinds';

/** The RBAC rules of the example for Backstage's service account, as `<group>/<plural>`. */
async function granted(): Promise<string[]> {
  const file = join(
    __dirname,
    '../../../../test/control-plane/manifests/reader.yaml',
  );
  const [role] = parseAllDocuments(await fs.readFile(file, 'utf8'));
  const { rules } = role.toJS() as {
    rules: Array<{ apiGroups: string[]; resources: string[] }>;
  };
  return rules.flatMap(({ apiGroups, resources }) =>
    apiGroups.flatMap(group => resources.map(plural => `${group}/${plural}`)),
  );
}

describe('KINDS', () => {
  it.each<[KindReader, string[]]>([
    [
      'checks',
      ['nodes', 'nodeStates', 'policies', 'networks', 'vms', 'namespaces'],
    ],
    [
      'catalog',
      ['policies', 'networks', 'vms', 'namespaces', 'clusterNetworks'],
    ],
    ['apply', ['nodes', 'policies', 'enactments']],
  ])('names what is read by: %s', (reader, names) => {
    expect(kindsReadBy(reader)).toEqual(names);
  });

  it.each(['checks', 'catalog', 'apply'] as const)(
    'has only kinds that the example of RBAC rules grants, for: %s',
    async reader => {
      const rules = await granted();
      const needed = kindsReadBy(reader).map(name => {
        const { apiVersion, plural }: KnownKind = KINDS[name];
        const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
        return `${group}/${plural}`;
      });
      expect(needed.filter(one => !rules.includes(one))).toEqual([]);
    },
  );
});
