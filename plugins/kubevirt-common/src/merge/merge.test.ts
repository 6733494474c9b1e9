import fc from 'fast-check';
import { KubeObject, isRecord } from '../model/kubeObject';
import { MergeResult, mergeManifests } from '.';

// Other suites run on the same two cores, so the limit leaves room.
jest.setTimeout(60_000);

const nic = (name: string, network = `demo/${name}`) => ({
  interface: { name, bridge: {} } as Record<string, unknown>,
  network: { name, multus: { networkName: network } },
});

const vm = (
  nics = [nic('nic-pxe1')],
  more: { cores?: number; memory?: string; annotations?: object } = {},
) =>
  ({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name: 'web-1',
      namespace: 'demo',
      ...(more.annotations && { annotations: more.annotations }),
    },
    spec: {
      runStrategy: 'Always',
      dataVolumeTemplates: [
        { metadata: { name: 'web-1-root' }, spec: { size: '20Gi' } },
      ],
      template: {
        spec: {
          domain: {
            cpu: { cores: more.cores ?? 2 },
            memory: { guest: more.memory ?? '4Gi' },
            devices: { interfaces: nics.map(n => n.interface) },
          },
          networks: nics.map(n => n.network),
        },
      },
    },
  } as unknown as KubeObject);

const net = (config: unknown) =>
  ({
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { name: 'vlan1085', namespace: 'demo' },
    spec: {
      config:
        typeof config === 'string' ? config : JSON.stringify(config, null, 2),
    },
  } as KubeObject);

const bridge = { name: 'vlan1085', type: 'bridge', bridge: 'br-vlan1085' };

const policy = (interfaces: object[], more: object = {}) =>
  ({
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    metadata: { name: 'vlan1085-c7000' },
    spec: { desiredState: { interfaces }, ...more },
  } as KubeObject);

const configMap = (data: unknown) =>
  ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'x' },
    data,
  } as KubeObject);

/** Merges values below `data`. */
const mergeData = (base: unknown, theirs: unknown, ours: unknown) => {
  const { merged, conflicts } = mergeManifests({
    base: configMap(base),
    theirs: configMap(theirs),
    ours: configMap(ours),
  });
  return { merged: merged.data as any, conflicts };
};

const clean = (merged: unknown): MergeResult => ({
  merged: merged as KubeObject,
  conflicts: [],
});

describe('mergeManifests', () => {
  describe('mappings', () => {
    it.each([
      ['one adds', { a: 1 }, { a: 1, b: 2 }, { a: 1 }, { a: 1, b: 2 }],
      ['both add', {}, { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
      ['both add alike', {}, { a: 1 }, { a: 1 }, { a: 1 }],
      ['both change alike', { a: 1 }, { a: 2 }, { a: 2 }, { a: 2 }],
      ['one deletes', { a: 1, b: 1 }, { b: 1 }, { a: 1, b: 1 }, { b: 1 }],
      ['both delete', { a: 1, b: 1 }, { b: 1 }, { b: 1 }, { b: 1 }],
      ['both touch', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1 }, { a: 2 }],
      ['one deletes a mapping', { a: { b: 1 } }, {}, { a: { b: 1 } }, {}],
      [
        'one turns a value into a mapping',
        { a: 1 },
        { a: { b: 1 } },
        { a: 1 },
        { a: { b: 1 } },
      ],
      ['null is a value', { a: 1 }, { a: null }, { a: 1 }, { a: null }],
    ])('%s', (_what, base, theirs, ours, merged) => {
      expect(mergeData(base, theirs, ours)).toEqual(clean(merged));
      expect(mergeData(base, ours, theirs)).toEqual(clean(merged));
    });

    it.each([
      ['both change', { a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 3 } }],
      ['both add', { a: {} }, { a: { b: 2 } }, { a: { b: 3 } }],
    ])('%s, in different ways', (_what, base: any, theirs: any, ours: any) => {
      expect(mergeData(base, theirs, ours)).toEqual({
        merged: theirs,
        conflicts: [
          {
            path: 'data.a.b',
            keys: ['data', 'a', 'b'],
            base: base.a.b,
            theirs: 2,
            ours: 3,
          },
        ],
      });
    });

    it('reports what was deleted here and changed there', () => {
      const base = { a: { b: 1 } };
      const changed = { a: { b: 2 } };
      expect(mergeData(base, {}, changed)).toEqual({
        merged: {},
        conflicts: [
          {
            path: 'data.a',
            keys: ['data'],
            base: base.a,
            theirs: undefined,
            ours: changed.a,
          },
        ],
      });
      expect(mergeData(base, changed, {})).toMatchObject({
        merged: changed,
        conflicts: [{ path: 'data.a', keys: ['data', 'a'], ours: undefined }],
      });
    });
  });

  describe('without a base', () => {
    it('keeps everything that only one side has', () => {
      const theirs = configMap({ a: 1, b: { c: 1 }, l: [{ name: 'x' }] });
      const ours = configMap({ a: 1, b: { d: 1 }, l: [{ name: 'y' }] });
      expect(mergeManifests({ theirs, ours })).toEqual(
        clean(
          configMap({
            a: 1,
            b: { c: 1, d: 1 },
            l: [{ name: 'y' }, { name: 'x' }],
          }),
        ),
      );
    });

    it('reports the places where both differ', () => {
      const theirs = configMap({ a: 1, l: [1] });
      const ours = configMap({ a: 2, l: [2] });
      const { merged, conflicts } = mergeManifests({ theirs, ours });
      expect(merged).toEqual(theirs);
      expect(conflicts).toEqual([
        {
          path: 'data.a',
          keys: ['data', 'a'],
          base: undefined,
          theirs: 1,
          ours: 2,
        },
        {
          path: 'data.l',
          keys: ['data', 'l'],
          base: undefined,
          theirs: [1],
          ours: [2],
        },
      ]);
    });
  });

  describe('lists', () => {
    const names = (...all: string[]) => all.map(name => ({ name }));

    it.each([
      ['ours adds behind', 'a b', 'a b', 'a b c', 'a b c'],
      ['ours adds at the start', 'a', 'a b', 'x a', 'x a b'],
      ['ours adds between', 'a b', 'a h b', 'a x y b', 'a x y h b'],
      ['theirs reorders', 'a b c', 'c a b', 'a b c x', 'c x a b'],
      ['theirs deletes', 'a b', 'b', 'a b x', 'b x'],
      ['ours deletes', 'a b', 'a b h', 'b', 'b h'],
      ['behind a deleted item', 'a b', 'b', 'a x b', 'x b'],
      ['both delete all', 'a', '', '', ''],
    ])('%s', (_what, base, theirs, ours, merged) => {
      const list = (text: string) => names(...text.split(' ').filter(Boolean));
      expect(mergeData(list(base), list(theirs), list(ours))).toEqual(
        clean(list(merged)),
      );
    });

    it('merges items by name, in any order', () => {
      const result = mergeData(
        [{ name: 'a', x: 1 }, { name: 'b' }],
        [{ name: 'b' }, { name: 'a', x: 1, y: 1 }],
        [{ name: 'a', x: 2 }, { name: 'b' }],
      );
      expect(result).toEqual(clean([{ name: 'b' }, { name: 'a', x: 2, y: 1 }]));
    });

    it('names the item, and its place in theirs', () => {
      const { conflicts } = mergeData(
        [{ name: 'a', x: 1 }, { name: 'b' }],
        [{ name: 'b' }, { name: 'a', x: 2 }],
        [{ name: 'a', x: 3 }, { name: 'b' }],
      );
      expect(conflicts).toMatchObject([
        { path: 'data[a].x', keys: ['data', 1, 'x'], theirs: 2, ours: 3 },
      ]);
    });

    it('uses metadata.name if there is no name', () => {
      const [base, theirs, ours] = [vm(), vm(), vm()];
      const templates = (object: KubeObject) =>
        (object.spec as any).dataVolumeTemplates;
      templates(theirs).unshift({ metadata: { name: 'data' }, spec: {} });
      templates(ours)[0].spec.size = '30Gi';
      const { merged, conflicts } = mergeManifests({ base, theirs, ours });
      expect(conflicts).toEqual([]);
      expect(templates(merged)).toEqual([
        { metadata: { name: 'data' }, spec: {} },
        { metadata: { name: 'web-1-root' }, spec: { size: '30Gi' } },
      ]);
    });

    it.each([
      ['scalars', [1], [1, 2], [1, 3]],
      ['an item without name', [], [{ x: 1 }], [{ x: 2 }]],
      [
        'a name twice',
        [],
        [{ name: 'a' }, { name: 'a', x: 1 }],
        [{ name: 'a' }],
      ],
      ['a name that is no text', [], [{ name: 1 }], [{ name: 2 }]],
      ['a base without names', [1], [{ name: 'a' }], [{ name: 'b' }]],
    ])(
      'treats a list as one value that has %s',
      (_what, base, theirs, ours) => {
        expect(mergeData(base, theirs, ours)).toEqual({
          merged: theirs,
          conflicts: [{ path: 'data', keys: ['data'], base, theirs, ours }],
        });
        expect(mergeData(base, base, ours)).toEqual(clean(ours));
        expect(mergeData(base, theirs, base)).toEqual(clean(theirs));
      },
    );
  });

  describe('a VirtualMachine', () => {
    it('keeps a NIC that a person added, and takes our cpu', () => {
      const both = [nic('nic-pxe1'), nic('storage')];
      expect(
        mergeManifests({
          base: vm(),
          theirs: vm(both),
          ours: vm(undefined, { cores: 8 }),
        }),
      ).toEqual(clean(vm(both, { cores: 8 })));
    });

    it('leaves out a NIC that a person removed', () => {
      const both = [nic('nic-pxe1'), nic('nic-data')];
      expect(
        mergeManifests({
          base: vm(both),
          theirs: vm([nic('nic-data')]),
          ours: vm(both, { cores: 8 }),
        }),
      ).toEqual(clean(vm([nic('nic-data')], { cores: 8 })));
    });

    it('reports memory that both changed', () => {
      const theirs = vm(undefined, { memory: '8Gi' });
      expect(
        mergeManifests({
          base: vm(),
          theirs,
          ours: vm(undefined, { memory: '16Gi', cores: 4 }),
        }),
      ).toEqual({
        merged: vm(undefined, { memory: '8Gi', cores: 4 }),
        conflicts: [
          {
            path: 'spec.template.spec.domain.memory.guest',
            keys: ['spec', 'template', 'spec', 'domain', 'memory', 'guest'],
            base: '4Gi',
            theirs: '8Gi',
            ours: '16Gi',
          },
        ],
      });
    });

    it('reports a network that both changed by its name', () => {
      const { conflicts } = mergeManifests({
        base: vm(),
        theirs: vm([nic('first'), nic('nic-pxe1', 'demo/theirs')]),
        ours: vm([nic('nic-pxe1', 'demo/ours')]),
      });
      expect(conflicts).toMatchObject([
        {
          path: 'spec.template.spec.networks[nic-pxe1].multus.networkName',
          keys: [
            ...['spec', 'template', 'spec', 'networks', 1],
            ...['multus', 'networkName'],
          ],
        },
      ]);
    });

    describe('whose NIC is removed by one side while the other changes half of it', () => {
      const other = nic('other');
      const changed = [
        {
          ...nic('nic-pxe1'),
          interface: { ...nic('nic-pxe1').interface, macAddress: '02:00' },
        },
        other,
      ];
      const network = 'spec.template.spec.networks[nic-pxe1]';
      const iface = 'spec.template.spec.domain.devices.interfaces[nic-pxe1]';

      it.each([
        ['we remove', changed, [other]],
        ['theirs removes', [other], changed],
      ])('%s: reports both, and keeps theirs', (_what, theirs, ours) => {
        const result = mergeManifests({
          base: vm([nic('nic-pxe1'), other]),
          theirs: vm(theirs),
          ours: vm(ours),
        });
        expect(result.merged).toEqual(vm(theirs));
        expect(result.conflicts.map(({ path }) => path)).toEqual([
          iface,
          network,
        ]);
        const inTheirs = theirs === changed;
        expect(result.conflicts[1]).toEqual({
          path: network,
          keys: [
            ...['spec', 'template', 'spec', 'networks'],
            ...(inTheirs ? [0] : []),
          ],
          base: changed[0].network,
          theirs: inTheirs ? changed[0].network : undefined,
          ours: inTheirs ? undefined : changed[0].network,
        });
      });

      it('and theirs has neither list', () => {
        const theirs = vm([]) as any;
        delete theirs.spec.template.spec.networks;
        delete theirs.spec.template.spec.domain.devices;
        const { merged, conflicts } = mergeManifests({
          base: vm([nic('nic-pxe1')]),
          theirs,
          ours: vm(changed.slice(0, 1)),
        });
        expect(merged).toEqual(theirs);
        expect(conflicts).toMatchObject([
          { path: 'spec.template.spec.domain.devices' },
          { path: network, keys: ['spec', 'template', 'spec'] },
        ]);
      });
    });

    it('reports a NIC of which the base had only one half', () => {
      const half = vm([nic('a')]) as any;
      half.spec.template.spec.domain.devices.interfaces = [];
      const { merged, conflicts } = mergeManifests({
        base: half,
        theirs: vm([]),
        ours: vm([nic('a')]),
      });
      expect(merged).toEqual(vm([]));
      expect(conflicts.map(({ path }) => path)).toEqual([
        'spec.template.spec.networks[a]',
        'spec.template.spec.domain.devices.interfaces[a]',
      ]);
    });

    it('does not touch a VM that already had an unpaired name', () => {
      const theirs = vm([nic('nic-pxe1'), nic('half')]) as any;
      theirs.spec.template.spec.networks.pop();
      expect(mergeManifests({ base: vm(), theirs, ours: vm() })).toEqual(
        clean(theirs),
      );
    });
  });

  describe('the JSON of a NetworkAttachmentDefinition', () => {
    const merge = (base: unknown, theirs: unknown, ours: unknown) => {
      const { merged, conflicts } = mergeManifests({
        base: net(base),
        theirs: net(theirs),
        ours: net(ours),
      });
      return { text: (merged.spec as any).config as string, conflicts };
    };

    it('keeps a vlan that a person set, and takes our mtu', () => {
      expect(
        merge(bridge, { ...bridge, vlan: 5 }, { ...bridge, mtu: 9000 }),
      ).toEqual({
        text: `${JSON.stringify({ ...bridge, vlan: 5, mtu: 9000 }, null, 2)}\n`,
        conflicts: [],
      });
    });

    it('reports a key that both set', () => {
      const theirs = JSON.stringify({ ...bridge, vlan: 5 });
      expect(merge(bridge, theirs, { ...bridge, vlan: 6 })).toEqual({
        text: theirs,
        conflicts: [
          {
            path: 'spec.config.vlan',
            keys: ['spec', 'config'],
            base: undefined,
            theirs: 5,
            ours: 6,
          },
        ],
      });
    });

    it('keeps the text of theirs or ours if the content is the same', () => {
      const compact = JSON.stringify(bridge);
      const more = `\n${JSON.stringify({ vlan: 5, ...bridge })}`;
      expect(merge(bridge, compact, bridge).text).toBe(compact);
      expect(merge(compact, compact, bridge).text).toBe(compact);
      expect(merge(bridge, more, bridge).text).toBe(more);
      expect(merge(bridge, compact, more).text).toBe(more);
      expect(merge(bridge, more, `${more} `)).toEqual({
        text: more,
        conflicts: [],
      });
    });

    it('is deleted if the other side only reformatted it', () => {
      const gone = { ...net(bridge), spec: {} };
      const base = net(bridge);
      const ours = net(JSON.stringify(bridge));
      expect(mergeManifests({ base, theirs: gone, ours })).toEqual(clean(gone));
      expect(mergeManifests({ base, theirs: ours, ours: gone })).toEqual(
        clean(gone),
      );
      const changed = net({ ...bridge, mtu: 1 });
      const result = mergeManifests({ base, theirs: gone, ours: changed });
      expect(result.merged).toEqual(gone);
      expect(result.conflicts).toEqual([
        {
          path: 'spec.config',
          keys: ['spec'],
          base: (base.spec as any).config,
          theirs: undefined,
          ours: (changed.spec as any).config,
        },
      ]);
    });

    it('merges a chain of plugins by their types', () => {
      const chain = (...plugins: object[]) => ({ name: 'x', plugins });
      const tuning = { type: 'tuning', sysctl: {} };
      const result = merge(
        chain({ type: 'bridge' }),
        chain({ type: 'bridge', vlan: 5 }),
        chain({ type: 'bridge', mtu: 1 }, tuning),
      );
      expect(JSON.parse(result.text)).toEqual(
        chain({ type: 'bridge', vlan: 5, mtu: 1 }, tuning),
      );
      const twice = merge(
        chain({ type: 'bridge' }),
        chain({ type: 'bridge' }, { type: 'bridge' }),
        chain({ type: 'bridge', mtu: 1 }),
      );
      expect(twice.conflicts).toMatchObject([{ path: 'spec.config.plugins' }]);
    });

    it.each(['{"a":', '[1]', '"x"', 'null', ''])(
      'treats %p as one value',
      text => {
        expect(merge(bridge, text, bridge)).toEqual({ text, conflicts: [] });
        expect(merge(bridge, bridge, text)).toEqual({ text, conflicts: [] });
        expect(merge(bridge, text, { ...bridge, mtu: 1 })).toMatchObject({
          text,
          conflicts: [{ path: 'spec.config', keys: ['spec', 'config'] }],
        });
      },
    );

    it('is parsed for this kind only', () => {
      const text = (t: string) => ({ ...configMap({}), spec: { config: t } });
      const { conflicts } = mergeManifests({
        base: text('{}'),
        theirs: text('{"a":1}'),
        ours: text('{"b":1}'),
      });
      expect(conflicts).toMatchObject([{ path: 'spec.config' }]);
    });
  });

  it('merges the interfaces of a policy, and the ports of a bridge, by name', () => {
    const br = (...ports: string[]) => ({
      name: 'br1',
      type: 'linux-bridge',
      bridge: { port: ports.map(name => ({ name })) },
    });
    const vlan = { name: 'eno49.1085', type: 'vlan' };
    const human = { name: 'eno50', type: 'ethernet', state: 'up' };
    expect(
      mergeManifests({
        base: policy([vlan, br('a')]),
        theirs: policy([human, vlan, br('a', 'human')], { maxUnavailable: 2 }),
        ours: policy([{ ...vlan, mtu: 9000 }, br('a', 'new')]),
      }),
    ).toEqual(
      clean(
        policy([human, { ...vlan, mtu: 9000 }, br('a', 'new', 'human')], {
          maxUnavailable: 2,
        }),
      ),
    );
  });

  describe('annotations that are ignored', () => {
    const own = 'kubevirt.example.com/written';
    const merge = (theirs?: object, ours?: object, base?: object) =>
      mergeManifests({
        base: vm(undefined, { annotations: base }),
        theirs: vm(undefined, { annotations: theirs }),
        ours: vm(undefined, { annotations: ours }),
        ignoredAnnotations: [own],
      });
    const annotated = (annotations?: object) =>
      clean(vm(undefined, { annotations }));

    it('are taken from ours', () => {
      expect(merge({ [own]: 1, a: 1 }, { [own]: 2 }, { [own]: 0 })).toEqual(
        annotated({ [own]: 2, a: 1 }),
      );
      expect(merge({ [own]: 1, a: 1 }, {}, {})).toEqual(annotated({ a: 1 }));
      expect(merge({ [own]: 1 }, undefined, { [own]: 1 })).toEqual(annotated());
      expect(merge(undefined, { [own]: 2 }, { [own]: 1 })).toEqual(
        annotated({ [own]: 2 }),
      );
    });
  });

  it('treats dangerous keys as data', () => {
    const parse = (text: string) => JSON.parse(text);
    const { merged, conflicts } = mergeData(
      parse('{"__proto__": {"a": 1}}'),
      parse('{"__proto__": {"a": 1, "polluted": 1}, "constructor": 1}'),
      parse('{"__proto__": {"a": 2}, "hasOwnProperty": 1}'),
    );
    expect(conflicts).toEqual([]);
    expect(JSON.stringify(merged)).toBe(
      '{"__proto__":{"a":2,"polluted":1},"constructor":1,"hasOwnProperty":1}',
    );
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as any).polluted).toBeUndefined();
    expect(mergeData({}, {}, parse('{"__proto__": {}}')).merged).toEqual(
      parse('{"__proto__": {}}'),
    );
    expect(
      mergeData([], [{ name: '__proto__' }], [{ name: 'constructor' }]),
    ).toEqual(clean([{ name: 'constructor' }, { name: '__proto__' }]));
  });

  describe('for arbitrary objects', () => {
    const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
    const scalar = fc.constantFrom(0, 1, '', 'x', null, true);
    const name = fc.constantFrom('n1', 'n2', 'n3', 'n4', '__proto__');
    const { tree } = fc.letrec<{ tree: unknown; mapping: object }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 4, depthSize: 'medium' },
        scalar,
        fc.array(scalar, { maxLength: 3 }),
        tie('mapping'),
        fc.uniqueArray(
          fc
            .tuple(name, tie('mapping'))
            .map(([n, more]) => ({ ...more, name: n })),
          { selector: item => item.name, maxLength: 4 },
        ),
      ),
      mapping: fc
        .uniqueArray(fc.tuple(key, tie('tree')), {
          selector: ([k]) => k,
          maxLength: 4,
        })
        .map(entries => Object.fromEntries(entries)),
    }));
    const nics = fc
      .uniqueArray(
        fc.tuple(
          fc.constantFrom('n1', 'n2', 'n3'),
          fc.constantFrom('x', 'y'),
          fc.constantFrom('m1', 'm2'),
        ),
        { selector: ([n]) => n },
      )
      .map(all =>
        all.map(([n, network, macAddress]) => ({
          interface: { name: n, macAddress },
          network: nic(n, network).network,
        })),
      );
    const config = fc
      .tuple(tree, fc.constantFrom(0, 2))
      .map(([value, indent]) => JSON.stringify(value, null, indent));
    const triple = (object: fc.Arbitrary<KubeObject>) =>
      fc.record({
        base: object,
        theirs: object,
        ours: object,
      });
    const sides = fc.oneof(
      triple(tree.map(configMap)),
      triple(nics.map(all => vm(all as any))),
      triple(config.map(net)),
    );
    /** Like isEqual, but compares JSON texts by their values. */
    const plain = (object: KubeObject) => {
      const text = (object.spec as any)?.config;
      return typeof text === 'string'
        ? { ...object, spec: { config: JSON.parse(text) } }
        : object;
    };
    const check = (
      property: (all: {
        base: KubeObject;
        theirs: KubeObject;
        ours: KubeObject;
      }) => void,
    ) => fc.assert(fc.property(sides, property), { numRuns: 3000 });

    it('takes the changes of one side', () => {
      check(({ base, theirs: x }) => {
        for (const [b, t, o] of [
          [base, x, x],
          [base, base, x],
          [base, x, base],
        ]) {
          const result = mergeManifests({ base: b, theirs: t, ours: o });
          expect(result.conflicts).toEqual([]);
          expect(plain(result.merged)).toEqual(plain(x));
        }
        expect(mergeManifests({ theirs: x, ours: x })).toEqual(clean(x));
      });
    });

    it('invents no values', () => {
      check(all => {
        const { merged, conflicts } = mergeManifests(all);
        fc.pre(conflicts.length === 0);
        const known = new Set(
          [all.theirs, all.ours].flatMap(o => leaves(plain(o))),
        );
        const isNew = (leaf: string) =>
          // Both sides can have emptied a list by removing the items that the other kept.
          !known.has(leaf) && !/=(\[\]|\{\})$/.test(leaf);
        expect(leaves(plain(merged)).filter(isNew)).toEqual([]);
      });
    });

    it('finds the same conflicts in both directions, every time', () => {
      check(all => {
        const before = JSON.stringify(all);
        const result = mergeManifests(deepFreeze(all));
        const swapped = mergeManifests({
          ...all,
          theirs: all.ours,
          ours: all.theirs,
        });
        const paths = ({ conflicts }: MergeResult) =>
          conflicts.map(({ path }) => path).sort();
        expect(paths(swapped)).toEqual(paths(result));
        expect(new Set(paths(result)).size).toBe(result.conflicts.length);
        expect(JSON.stringify(mergeManifests(all))).toBe(
          JSON.stringify(result),
        );
        expect(JSON.stringify(all)).toBe(before);
      });
    });

    it('leaves a paired VM paired, and holds theirs in conflicts', () => {
      fc.assert(
        fc.property(triple(nics.map(all => vm(all as any))), all => {
          const { merged, conflicts } = mergeManifests(all);
          const { networks, domain } = (merged.spec as any).template.spec;
          const names = (list: any[]) => list.map(item => item.name).sort();
          expect(names(networks)).toEqual(names(domain.devices.interfaces));
          for (const { keys, theirs, path } of conflicts) {
            const there = keys.reduce((v: any, k) => v[k], all.theirs);
            // The keys of an item that theirs does not have point to the list around it.
            expect(Array.isArray(there) ? undefined : there).toEqual(theirs);
            expect(path).toMatch(/\[n\d\](\.|$)/);
          }
        }),
        { numRuns: 3000 },
      );
    });
  });
});

/** Every scalar, empty value and list without names, with its path, as text. */
function leaves(value: unknown, path = ''): string[] {
  const children = Array.isArray(value)
    ? value.every(isRecord) && value.map(item => [item.name, item] as const)
    : isRecord(value) && Object.entries(value);
  return children && children.length > 0
    ? children.flatMap(([key, item]) => leaves(item, `${path}/${key}`))
    : [`${path}=${JSON.stringify(value)}`];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
