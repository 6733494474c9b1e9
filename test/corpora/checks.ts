import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  Facts,
  KubeObject,
  LIVE_KINDS,
  LiveFacts,
  LiveKind,
  Removal,
  Site,
  parseSite,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { demoSite, namespace, readAt } from 'kubevirt-vlan-test-kit';
import { parse } from 'yaml';
import { example as interfaceCount } from './checks/interface-count';
import { example as interfaceLimit } from './checks/interface-limit';
import { example as manifestSize } from './checks/manifest-size';
import type { Entry, Example, FactsData } from './Example';
import type { Topology } from './protected';

export type { Example } from './Example';

const FOLDER = join(__dirname, 'checks');
const SCRIPTS: Record<string, Example> = {
  'interface-count': interfaceCount,
  'interface-limit': interfaceLimit,
  'manifest-size': manifestSize,
};
const NOW = '2026-11-24T09:01:00Z';
const BRANCH = 'branch main';

const DEMO = demoSite({
  vlans: [
    {
      id: 1085,
      subnet: '10.6.85.0/24',
      gateway: '10.6.85.1',
      reserved: ['10.6.85.2-10.6.85.19'],
    },
    { id: 1090, subnet: '10.6.90.0/24' },
  ],
});

/** All examples by their codes. */
export function readExamples(): Record<string, Example> {
  const codes = readdirSync(FOLDER)
    .map(file => /^(.+)\.(yaml|ts)$/.exec(file)?.[1])
    .filter(code => code !== undefined)
    .sort();
  return Object.fromEntries(
    codes.map(code => [code, SCRIPTS[code] ?? readYaml(FOLDER, code)]),
  );
}

/** What `check()` is given for an example. */
export function inputOf({ manifests, removals, facts, site }: Example): {
  manifests: KubeObject[];
  facts: Facts;
  site: Site;
  removals?: Removal[];
} {
  return {
    manifests: manifests.map(objectOf),
    removals,
    facts: factsOf(facts ?? {}),
    site: parseSite({ deliveries: ['render'], ...(site ?? DEMO) }),
  };
}

/** The corrected example: one value is different or removed. */
export function instead(example: Example): Example {
  const { at, is } = example.instead;
  const copy = structuredClone(example);
  const keys = [...at.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, plain]) => quoted ?? index ?? plain,
  );
  const last = keys.pop()!;
  const parent = keys.reduce<any>((found, key) => (found[key] ??= {}), copy);
  if (is !== undefined) {
    parent[last] = is;
  } else if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else {
    delete parent[last];
  }
  return copy;
}

function factsOf(data: FactsData): Facts {
  const { existing, open, unread, live, now = NOW } = data;
  return {
    cluster: 'demo',
    now,
    ...(existing && {
      existing: { source: BRANCH, objects: existing.map(objectOf) },
    }),
    ...(open && {
      open: Object.entries(open).map(([source, objects]) => ({
        source,
        objects: objects.map(objectOf),
      })),
    }),
    ...(unread && { unread }),
    ...(live !== 'unread' && { live: liveOf(data.topology, live) }),
  };
}

function liveOf(
  topology = 'blades',
  live: Exclude<FactsData['live'], 'unread'> = {},
): LiveFacts {
  const { nodes } = readYaml<Topology>(join(__dirname, 'topologies'), topology);
  const facts: Partial<Record<LiveKind, Entry[] | { because: string }>> = {
    nodes: nodes.map(({ node }) => node),
    nodeStates: nodes.map(({ state }) => state),
    namespaces: ['demo', 'lab'].map(name => namespace(name)),
    ...live,
  };
  return Object.fromEntries(
    LIVE_KINDS.map(kind => {
      const read = facts[kind] ?? [];
      return [
        kind,
        Array.isArray(read)
          ? readAt(NOW)(...read.map(objectOf))
          : { known: false, ...read },
      ];
    }),
  ) as LiveFacts;
}

function objectOf(entry: Entry): KubeObject {
  return typeof entry === 'string'
    ? readYaml(join(FOLDER, 'seed'), entry)
    : entry;
}

function readYaml<T>(folder: string, name: string): T {
  return parse(readFileSync(join(folder, `${name}.yaml`), 'utf8'));
}
