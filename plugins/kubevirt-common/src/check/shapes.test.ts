import fc from 'fast-check';
import { site } from '../__testUtils__/samples';
import { Facts } from '../model/facts';
import { KubeObject } from '../model/kubeObject';
import { check } from './check';
import {
  fact,
  live,
  localnet,
  network,
  policy,
  vm,
} from './__testUtils__/cluster';

// Other suites run on the same two cores, so the limit leaves room.
jest.setTimeout(60_000);

const any = fc.anything({ withNullPrototype: true, maxDepth: 4 });
const kinds = fc.constantFrom<() => KubeObject>(
  () => network(),
  () => localnet(),
  () => vm({ nodeSelector: { a: 'b' }, networkData: 'version: 2' }),
  () => policy(1085),
);

/** The paths of all places in a value. */
function places(value: unknown, path: string[] = []): string[][] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) =>
          places(child, [...path, key]),
        )
      : [];
  return [path, ...below];
}

/** The value with another value at one of its places. */
function broken<T>(value: T, place: number, other: unknown): T {
  const all = places(value).filter(path => path.length > 0);
  const path = all[place % all.length];
  const copy: any = structuredClone(value);
  const parent = path.slice(0, -1).reduce((found, key) => found[key], copy);
  parent[path[path.length - 1]] = other;
  return copy;
}

const somewhere = fc
  .tuple(kinds, fc.nat(100), any)
  .map(([make, place, other]) => {
    const object = make();
    return { ...object, spec: broken(object.spec, place, other) };
  });
const config = fc
  .tuple(fc.constantFrom(network, localnet), fc.nat(100), fc.json())
  .map(([make, place, json]) => {
    const object: any = make();
    const text = broken(
      JSON.parse(object.spec.config),
      place,
      JSON.parse(json),
    );
    return { ...object, spec: { config: JSON.stringify(text) } };
  });
const whole = fc.tuple(kinds, any).map(([make, spec]) => ({ ...make(), spec }));
const networkData = fc
  .tuple(
    fc.constantFrom('version', 'config', 'ethernets', 'network'),
    fc.json(),
  )
  .map(([key, json]) => vm({ networkData: `{"${key}": ${json}}` }));
const garbage = fc.oneof(somewhere, config, whole, networkData);

describe('objects of any shape', () => {
  const surroundings = (objects: KubeObject[]): Facts[] => [
    { cluster: 'demo' },
    {
      cluster: 'demo',
      existing: { source: 'main', objects },
      open: [{ source: 'request #1', objects }],
      live: live({
        nodes: fact(...objects),
        nodeStates: fact(...objects),
        policies: fact(...objects),
        networks: fact(...objects),
        vms: fact(...objects),
      }),
    },
  ];

  it('are checked, and so are the objects beside them', () => {
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 3 }), objects => {
        for (const facts of surroundings(objects)) {
          check([...objects, network(), localnet(), vm()], facts, site);
          check(
            [vm({ nodeSelector: { a: 'b' } }), network({ mtu: 1500 })],
            facts,
            site,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
