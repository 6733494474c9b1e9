import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  Facts,
  KubeObject,
  check,
  parseSite,
  protectedClosure,
  protectedFaults,
  topologiesOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { liveFacts, policy, readAt } from 'kubevirt-vlan-test-kit';
import { parse } from 'yaml';
import {
  Topology,
  hostileStates,
  legitimateStates,
} from '../../corpora/protected';

const FOLDER = resolve(__dirname, '../../corpora/topologies');
const topologies: Topology[] = readdirSync(FOLDER).map(file =>
  parse(readFileSync(join(FOLDER, file), 'utf8')),
);
const NOW = '2026-11-24T09:01:00Z';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const siteOf = ({ uplink, sharedUplink, nodeSelector }: Topology) => {
  const site = parseSite({
    deliveries: ['render'],
    clusters: { demo: { nodePools: { pool: { nodeSelector, uplink } } } },
  });
  return Object.assign(site, {
    clusters: {
      demo: {
        ...site.clusters.demo,
        nodePools: {
          pool: { ...site.clusters.demo.nodePools.pool, sharedUplink },
        },
      },
    },
  });
};

const policyOf = (
  { nodeSelector }: Topology,
  desiredState: unknown,
): KubeObject =>
  policy({
    name: 'vlan-1085-policy-pool',
    spec: { nodeSelector, desiredState },
  });

const factsOf = ({ nodes }: Topology): Facts => {
  const read = readAt(NOW);
  return {
    cluster: 'demo',
    now: NOW,
    live: liveFacts(NOW, {
      nodes: read(...nodes.map(({ node }) => node)),
      nodeStates: read(...nodes.map(({ state }) => state)),
    }),
  };
};

const viewsOf = ({ nodes }: Topology) =>
  topologiesOf(
    nodes.map(({ node }) => node),
    nodes.map(({ state }) => state),
  );

/** The nodes on which a VLAN on the uplink is allowed. */
const usable = (topology: Topology): Topology => ({
  ...topology,
  nodes: topology.nodes.filter(({ node }) =>
    topology.usable.includes(node.metadata.name),
  ),
});

/** The errors of all checks, and those about protected interfaces only. */
const JUDGES: Record<
  string,
  (topology: Topology, desiredState: unknown) => string[]
> = {
  'all checks': (topology, desiredState) =>
    check(
      [policyOf(topology, desiredState)],
      factsOf(topology),
      siteOf(topology),
    )
      .filter(({ level }) => level === 'error')
      .map(({ code, message }) => `${code}: ${message}`),
  'the protected interfaces alone': (topology, desiredState) =>
    protectedFaults({
      spec: policyOf(topology, desiredState).spec,
      nodes: viewsOf(topology),
      sharedUplinks: topology.sharedUplink ? [topology.uplink] : [],
    }).map(({ code, found }) => `${code}: ${found}`),
};

const say = (line: string) => process.stderr.write(`${line}\n`);

describe("the node's own network", () => {
  it.each(topologies.map(topology => [topology.name, topology] as const))(
    'is what its owner says it is, on %s',
    (_, topology) => {
      viewsOf(topology).forEach(({ topology: network, node }, i) =>
        expect(
          [...protectedClosure(network, node).keys()]
            .filter(name => !name.startsWith('patch-'))
            .sort(),
        ).toEqual([...topology.nodes[i].own].sort()),
      );
    },
  );

  it.each(Object.keys(JUDGES))('no policy gets at it: %s', judge => {
    const tried = topologies.flatMap(topology =>
      hostileStates(topology).map(sample => ({ topology, ...sample })),
    );
    const accepted = tried.filter(
      ({ topology, desiredState }) =>
        JUDGES[judge](topology, desiredState).length === 0,
    );
    const distinct = new Set(tried.map(t => JSON.stringify(t.desiredState)));
    say(
      `${judge}: ${accepted.length} of ${tried.length} hostile desired states accepted (${distinct.size} distinct, ${topologies.length} topologies)`,
    );
    expect(distinct.size).toBeGreaterThanOrEqual(150);
    expect(
      accepted.map(({ topology, name }) => `${topology.name}: ${name}`),
    ).toEqual([]);
  });

  it.each(Object.keys(JUDGES))('VLANs for VMs pass: %s', judge => {
    const tried = topologies
      .map(usable)
      .flatMap(topology =>
        legitimateStates(topology).map(sample => ({ topology, ...sample })),
      );
    const refused = tried.flatMap(({ topology, name, desiredState }) =>
      JUDGES[judge](topology, desiredState).map(
        error => `${topology.name}: ${name}: ${error}`,
      ),
    );
    const distinct = new Set(tried.map(t => JSON.stringify(t.desiredState)));
    say(
      `${judge}: ${refused.length} of ${tried.length} legitimate desired states refused (${distinct.size} distinct)`,
    );
    expect(distinct.size).toBeGreaterThanOrEqual(50);
    expect(refused).toEqual([]);
  });
});
