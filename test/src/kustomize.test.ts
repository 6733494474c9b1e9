import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, matchesGlob, resolve } from 'node:path';
import { promisify } from 'node:util';
import {
  KubeObject,
  formatObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { stringify } from 'yaml';
import { kubectlBinary, whyNoKubectl } from '../kubectl/buildKubectl';
import {
  KUSTOMIZATION,
  MergedTree,
  byId,
  parseYaml,
  readYaml,
} from './__testUtils__/MergedTree';

const run = promisify(execFile);
const DOCS = resolve(__dirname, '../../docs/gitops');
const CLUSTER = 'clusters/demo';
const NODES = `${CLUSTER}/nodes`;
const NAMESPACES = `${CLUSTER}/namespaces`;
const FOLDERS = [`${NAMESPACES}/demo`, `${NAMESPACES}/shop`, NODES];
const POLICY = 'NodeNetworkConfigurationPolicy';

/** Each takes part in the order of an Argo CD sync. */
const WAVES: Record<string, string> = {
  [POLICY]: '0',
  NetworkAttachmentDefinition: '1',
  VirtualMachine: '2',
};

const attach = (vlanId: number, namespace: string) =>
  ['attach-vlan', { vlanId, namespace, nodePool: 'c7000' }] as const;
const createVm = (name: string, namespace: string, network: object) =>
  [
    'create-vm',
    {
      ...{ name, namespace, cpu: 2, memory: '4Gi', blank: { size: '20Gi' } },
      networks: [{ name: 'nic-1', ...network }],
    },
  ] as const;
const RUNS = [
  attach(1085, 'demo'),
  attach(1090, 'shop'),
  createVm('web-1', 'demo', { vlanId: 1085, macAddress: '02:00:00:00:00:10' }),
  createVm('db-1', 'shop', { vlanId: 1090, ipAddress: '10.6.90.5' }),
];

const missing =
  process.env.CONTROL_PLANE === 'required' ? undefined : whyNoKubectl();

// The first build of kubectl takes minutes, where pretest has not made it.
jest.setTimeout(600_000);

describe('the tree after all pull requests are merged', () => {
  let tree: MergedTree;

  beforeAll(async () => {
    tree = await MergedTree.of(RUNS);
  });
  afterAll(() => tree?.remove());

  it('has a kustomization exactly in the folders with objects', () => {
    const withObjects = new Set(tree.manifests().map(path => dirname(path)));
    expect([...withObjects]).toEqual(FOLDERS);
    const others = [...tree.manifests(), ...tree.entityFiles()];
    expect(tree.files().filter(path => !others.includes(path))).toEqual(
      FOLDERS.map(path => `${path}/${KUSTOMIZATION}`),
    );
    expect(tree.objects().map(formatObject)).toEqual([
      'NetworkAttachmentDefinition/demo/nad-1085',
      'NetworkAttachmentDefinition/shop/nad-1090',
      `${POLICY}/vlan-1085-policy-c7000`,
      `${POLICY}/vlan-1090-policy-c7000`,
      'VirtualMachine/demo/web-1',
      'VirtualMachine/shop/db-1',
    ]);
  });

  it('has the entity of each network and VM in the same folder, and none of a policy', () => {
    expect(tree.entityFiles()).toEqual(
      tree
        .manifests(NAMESPACES)
        .map(path => path.replace(/yaml$/, 'catalog-info.yaml')),
    );
    for (const path of tree.entityFiles()) {
      const text = readFileSync(join(tree.folder, path), 'utf8');
      // Argo CD passes over a file with this mark.
      expect(text).toMatch(/^# \+argocd:skip-file-rendering\n/);
      expect(parseYaml(text)).toMatchObject([
        { apiVersion: 'backstage.io/v1alpha1', kind: 'Resource' },
      ]);
    }
  });

  it('puts policies before networks, and networks before VMs', () => {
    for (const { kind, metadata } of tree.objects()) {
      expect({
        kind,
        wave: metadata.annotations?.['argocd.argoproj.io/sync-wave'],
      }).toEqual({ kind, wave: WAVES[kind] });
    }
  });

  const declare = missing ? describe.skip : describe;
  const reason = missing ? ` (skipped: ${missing})` : '';
  declare(`built by kustomize${reason}`, () => {
    let kubectl: string;

    beforeAll(async () => {
      const built = await kubectlBinary();
      if (typeof built !== 'string') {
        throw new Error(`There is no kubectl: ${built.missing}`);
      }
      kubectl = built;
    });

    /** Fails where kubectl fails or warns. */
    const build = async (path: string): Promise<KubeObject[]> => {
      const { stdout, stderr } = await run(
        kubectl,
        ['kustomize', join(tree.folder, path)],
        // No kubeconfig of the machine, and none is needed.
        { env: { PATH: process.env.PATH, HOME: tree.folder } },
      );
      expect(stderr).toBe('');
      return byId(parseYaml(stdout));
    };
    /** The kustomization of a folder of folders, as a repository's root may have it, and as Flux generates it. */
    const buildTogether = async (path: string, resources: string[]) => {
      const file = join(tree.folder, path, KUSTOMIZATION);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(
        file,
        stringify({
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          resources,
        }),
      );
      try {
        return await build(path);
      } finally {
        rmSync(file);
      }
    };

    it.each(FOLDERS)('%s is exactly its files', async path => {
      const built = await build(path);
      expect(built).toEqual(tree.objects(path));
      expect(built).not.toEqual([]);
    });

    it('all folders together contain each object once', async () => {
      expect(
        await buildTogether(
          'all',
          FOLDERS.map(path => `../${path}`),
        ),
      ).toEqual(tree.objects());
    });

    it('the folder of namespaces works with the kustomization that Flux generates', async () => {
      const namespaces = readdirSync(join(tree.folder, NAMESPACES));
      expect(await buildTogether(NAMESPACES, namespaces)).toEqual(
        tree.objects(NAMESPACES),
      );
    });
  });

  describe('matches docs/gitops', () => {
    const documents = Object.fromEntries(
      readdirSync(DOCS)
        .filter(name => name.endsWith('.yaml'))
        .map(name => [name, readYaml(join(DOCS, name))]),
    );
    const [application] = documents['argocd-application.yaml'];
    const [repository, ...kustomizations] =
      documents['flux-kustomization.yaml'];
    /** `group/kind` of what is written. */
    const written = () =>
      new Set(
        tree
          .objects()
          .map(({ apiVersion, kind }) => `${apiVersion.split('/')[0]}/${kind}`),
      );

    it('whose documents are objects', () => {
      expect(Object.keys(documents)).toHaveLength(3);
      for (const document of Object.values(documents).flat()) {
        expect(document).toMatchObject({
          apiVersion: expect.stringMatching(/^(v1|.+\/v\S+)$/),
          kind: expect.any(String),
          metadata: { name: expect.any(String) },
        });
      }
    });

    it('for Argo CD: one Application of exactly these objects', () => {
      const { path, directory } = application.spec.source;
      expect(directory.recurse).toBe(true);
      const taken = tree.files(path).filter(
        // Argo CD compares from the Application's own path on.
        file => !matchesGlob(file.slice(path.length + 1), directory.exclude),
      );
      expect(taken).toEqual(tree.manifests());
    });

    it('for Argo CD: ignored differences only in fields that we do not write', () => {
      for (const ignored of application.spec.ignoreDifferences) {
        const { group, kind, jsonPointers = [] } = ignored;
        expect(written()).toContain(`${group}/${kind}`);
        for (const object of tree
          .objects()
          .filter(found => found.kind === kind)) {
          for (const pointer of jsonPointers) {
            const steps = stepsOf(pointer);
            expect(valueAt(object, steps.slice(0, -1))).toBeDefined();
            expect(valueAt(object, steps)).toBeUndefined();
          }
        }
      }
    });

    it('for Argo CD: the health of one of our kinds', () => {
      const [{ data }] = documents['argocd-health.yaml'];
      const prefix = 'resource.customizations.health.';
      for (const key of Object.keys(data)) {
        expect(key.startsWith(prefix)).toBe(true);
        expect(written()).toContain(key.slice(prefix.length).replace('_', '/'));
      }
    });

    it('for Flux: Kustomizations that contain each object once', () => {
      const paths = kustomizations.map(({ spec }) => spec.path);
      for (const path of paths) {
        expect(existsSync(join(tree.folder, path))).toBe(true);
      }
      expect(paths.flatMap(path => tree.manifests(path)).sort()).toEqual(
        tree.manifests(),
      );
    });

    it('for Flux: one source, existing dependencies, health checks for kinds of the folder', () => {
      const names = kustomizations.map(({ metadata }) => metadata.name);
      for (const { spec } of kustomizations) {
        const { kind, metadata } = repository;
        expect(spec.sourceRef).toEqual({ kind, name: metadata.name });
        for (const { name } of spec.dependsOn ?? []) {
          expect(names).toContain(name);
        }
        for (const { apiVersion, kind: checked } of spec.healthCheckExprs ??
          []) {
          expect(tree.objects(spec.path)).toContainEqual(
            expect.objectContaining({ apiVersion, kind: checked }),
          );
        }
      }
    });
  });
});

/** Of a JSON pointer (RFC 6901). */
function stepsOf(pointer: string): string[] {
  const [root, ...steps] = pointer.split('/');
  expect(root).toBe('');
  return steps.map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function valueAt(object: unknown, steps: string[]): unknown {
  return steps.reduce((value: any, step) => value?.[step], object);
}
