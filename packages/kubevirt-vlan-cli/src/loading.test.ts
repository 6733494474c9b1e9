import { Folder } from './__testUtils__/Folder';
import { kubeconfig, seedFiles } from './__testUtils__/gitOpsRepo';
import { loadedModules } from './__testUtils__/loadedModules';

jest.setTimeout(60_000);

/** What it takes to load the Kubernetes client or a part of Backstage's backend: seconds, and a thousand modules. */
const HEAVY = [
  '@backstage/backend-plugin-api',
  '@backstage/catalog-client',
  '@kubernetes/client-node',
  'undici',
];
/** A check needs about 900 modules, of which 150 are ours: each file of the checks is one. With a client it is twice as many. */
const MOST_MODULES = 1000;

let folder: Folder;
beforeAll(() => {
  folder = new Folder({
    ...seedFiles(),
    kubeconfig: kubeconfig('http://127.0.0.1:1'),
  });
});
afterAll(() => {
  folder.remove();
});

describe('what the command loads', () => {
  it.each([['--help'], ['check', '--help'], ['--version']])(
    'nearly nothing for %s %s',
    async (...args) => {
      const { code, packages, modules } = await loadedModules(
        folder.path,
        ...args,
      );
      expect(code).toBe(0);
      expect(modules.some(path => path.endsWith('/src/main.ts'))).toBe(true);
      expect(modules.length).toBeLessThan(100);
      expect([...packages]).not.toContain('yaml');
    },
  );

  it('no client and no backend for a check without a cluster', async () => {
    const { code, packages, modules } = await loadedModules(
      folder.path,
      ...['check', 'clusters', '--repo', '.', '--vlans', 'catalog'],
    );
    expect(code).toBe(0);
    expect([...packages]).toContain('yaml');
    expect(HEAVY.filter(name => packages.has(name))).toEqual([]);
    expect(modules.length).toBeLessThan(MOST_MODULES);
  });

  it('the client, but not the catalog, for a check with a cluster', async () => {
    const { code, packages } = await loadedModules(
      folder.path,
      ...['check', 'clusters', '--kubeconfig', 'kubeconfig'],
    );
    expect(code).toBe(0);
    expect(HEAVY.filter(name => packages.has(name))).toEqual([
      '@kubernetes/client-node',
      'undici',
    ]);
  });
});
