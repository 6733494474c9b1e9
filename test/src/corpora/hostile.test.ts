import { isDeepStrictEqual } from 'node:util';
import {
  Plan,
  attachVlanSchema,
  createVmSchema,
  isPathPart,
  parseRequest,
  parseSite,
  planVirtualMachine,
  planVlanAttachment,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ManifestTemplates,
  readBuiltInTemplates,
  renderManifests,
} from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';
import { parse } from 'yaml';
import { z } from 'zod/v3';
import { hostileStrings, nearly } from '../../corpora/hostileStrings';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(300_000);

/*
 * For every field of both actions, as their schemas list them, and every hostile text in it: either the request is
 * refused, or the manifests equal those of a harmless request, except that the text is the value wherever the harmless
 * request has its own text of that field.
 */

const MIN_STRINGS = 10_000;
const MIN_RUNS_OF_A_FIELD = 300;
/** In how many fields each string is tried. */
const FIELDS_OF_A_STRING = 2;

const site = parseSite({
  deliveries: ['render', 'pull-request', 'apply'],
  unregisteredVlans: 'allow',
  defaultCluster: 'demo',
  gitOps: { repoUrl: 'https://git.example.com/platform/gitops.git' },
  clusters: Object.fromEntries(
    ['demo', 'lab'].map(cluster => [
      cluster,
      {
        nodePools: Object.fromEntries(
          ['c7000', 'dl380'].map(pool => [
            pool,
            { nodeSelector: { hardware: pool }, uplink: 'eno49' },
          ]),
        ),
        vlans: [{ id: 1085, subnet: '10.6.85.0/24', gateway: '10.6.85.1' }],
      },
    ]),
  ),
});

const DELIVERY = {
  delivery: ['render', 'apply'],
  cluster: ['demo', 'lab'],
  manifests: ['manifests', 'other/manifests'],
  targetPath: ['gitops', 'sites/a'],
  reason: ['A new VM', 'Because: of it'],
  repoUrl: [
    'https://git.example.com/platform/gitops.git',
    'git.example.com?owner=platform&repo=gitops',
  ],
};
const key = (comment: string) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea ${comment}`;

/** Two harmless values for each field: their manifests differ where the field is used. */
type Samples = Record<string, unknown[]>;

interface Subject {
  action: string;
  schema: z.ZodTypeAny;
  plan: (request: any) => Plan;
  /** Fields that exclude each other are in different requests. */
  samples: Samples[];
}

const NICS: Samples = {
  'networks[].name': ['a', 'c'],
  'networks[].vlanId': [1085, 1085],
  'networks[].macAddress': ['02:00:00:00:00:01', '02:00:00:00:00:02'],
  'networks[].ipAddress': ['10.6.85.20', '10.6.85.21'],
  'networks[].bootOrder': [1, 2],
};
const VM: Samples = {
  name: ['web-1', 'db-2'],
  namespace: ['demo', 'team-b'],
  podNetwork: [true, true],
  ...NICS,
  preference: ['fedora', 'rhel.9'],
  runStrategy: ['Always', 'Halted'],
  owner: ['group:default/platform', 'user:default/mia'],
  ...DELIVERY,
};

const SUBJECTS: Subject[] = [
  {
    action: 'openshift:vlan:attach',
    schema: attachVlanSchema(z),
    plan: request => planVlanAttachment(request, site),
    samples: [
      {
        vlanId: [1085, 1086],
        nodePool: ['c7000', 'dl380'],
        namespace: ['demo', 'team-b'],
        networkType: ['cnv-bridge', 'bridge'],
        macspoofchk: [true, false],
        mtu: [1500, 9000],
        ...DELIVERY,
      },
    ],
  },
  {
    action: 'kubevirt:vm:create',
    schema: createVmSchema(z),
    plan: request => planVirtualMachine(request, site),
    samples: [
      {
        ...VM,
        instancetype: ['u1.small', 'cx1.large'],
        'dataSource.name': ['fedora', 'rhel9'],
        'dataSource.namespace': ['images', 'os-images'],
        diskSize: ['30Gi', '500Mi'],
        'sshKeys[]': [key('mia'), key('mia@host')],
      },
      {
        ...VM,
        cpu: [2, 4],
        memory: ['4Gi', '512Mi'],
        containerDisk: ['fedora:42', 'quay.io/containerdisks/fedora:latest'],
        userDataSecret: ['ci', 'ci.b'],
      },
      {
        ...VM,
        cpu: [2, 4],
        memory: ['4Gi', '512Mi'],
        'blank.size': ['20Gi', '1Ti'],
        'networks[].vlanId': [undefined],
        'networks[].ipAddress': [undefined],
        'networks[].networkName': ['nad-b', 'nad-c'],
      },
    ],
  },
];

/** The paths of all leaves of a schema: `networks[].name`. */
function leaves(schema: any, path = ''): string[] {
  const { typeName, ...def } = schema._def;
  switch (typeName) {
    case 'ZodEffects':
      return leaves(def.schema, path);
    case 'ZodOptional':
    case 'ZodDefault':
    case 'ZodNullable':
      return leaves(def.innerType, path);
    case 'ZodArray':
      return leaves(def.type, `${path}[]`);
    case 'ZodObject':
      return Object.entries(schema.shape).flatMap(([name, child]) =>
        leaves(child, path ? `${path}.${name}` : name),
      );
    case 'ZodString':
    case 'ZodEnum':
    case 'ZodNumber':
    case 'ZodBoolean':
      return [path];
    default:
      throw new Error(`${path} is a ${typeName}: teach this test about it`);
  }
}

const keysOf = (field: string) =>
  field.replaceAll('[]', '.0').split('.').filter(Boolean);

function withValue(input: any, field: string, value: unknown): any {
  const keys = keysOf(field);
  let at = input;
  keys.slice(0, -1).forEach((name, i) => {
    at[name] ??= /^\d+$/.test(keys[i + 1]) ? [] : {};
    at = at[name];
  });
  if (value !== undefined) {
    at[keys[keys.length - 1]] = value;
  }
  return input;
}

const requestOf = (samples: Samples) =>
  Object.entries(samples).reduce(
    (input, [field, [value]]) => withValue(input, field, value),
    {} as any,
  );

interface Case {
  subject: Subject;
  field: string;
  /** A harmless request. */
  input: any;
  good: unknown;
}

const cases: Case[] = SUBJECTS.flatMap(subject =>
  leaves(subject.schema).map(field => {
    // A field without samples is tried nevertheless, and another test demands its samples.
    const samples =
      subject.samples.find(s => s[field]?.[0] !== undefined) ??
      subject.samples[0];
    return {
      subject,
      field,
      input: requestOf(samples),
      good: samples[field]?.[0],
    };
  }),
);

const samplesOf = ({ subject, field }: Case) =>
  subject.samples.find(s => s[field]?.[0] !== undefined)?.[field] ?? [];

const templates = new Map<string, ManifestTemplates>();

interface Rendered {
  identities: unknown[];
  /** By path, including the values inside texts of JSON or YAML. */
  places: Map<string, unknown>;
  paths: string[];
}

/** A rendering depends only on a plan's objects and values, so many requests share one. */
const renderings = new Map<string, Rendered>();

function render({ subject, input }: Pick<Case, 'subject' | 'input'>): Rendered {
  const { action, schema } = subject;
  const plan = subject.plan(parseRequest({ action, schema, input }));
  const id = JSON.stringify([plan.action, plan.objects, plan.values]);
  const rendered = renderings.get(id) ?? renderPlan(plan);
  renderings.set(id, rendered);
  return rendered;
}

function renderPlan(plan: Plan): Rendered {
  const manifests = renderManifests({
    templates: templates.get(plan.action)!,
    plan,
  });
  const places = new Map<string, unknown>();
  manifests.forEach(({ text, object }, i) => {
    // A reader of the file gets what was checked, in either version of YAML.
    for (const version of ['1.1', '1.2'] as const) {
      if (!isDeepStrictEqual(parse(text, { version }), object)) {
        throw new Error(`YAML ${version} reads another object from ${text}`);
      }
    }
    flatten(object, String(i), places);
  });
  return {
    identities: manifests.map(({ object: { apiVersion, kind, metadata } }) => [
      apiVersion,
      kind,
      metadata.namespace,
      metadata.name,
    ]),
    places,
    paths: manifests.map(({ path }) => path),
  };
}

/** The texts of a manifest that are documents themselves. */
const NESTED: Record<string, (text: string) => unknown> = {
  config: JSON.parse,
  userData: parse,
  networkData: text => {
    const { ethernets, ...rest } = parse(text) as any;
    // NICs by their names, which would be places: a list, by their addresses, which this leaves as they are.
    const nics = Object.entries(ethernets).map(([name, nic]: any[]) => ({
      name,
      ...nic,
    }));
    return {
      ...rest,
      ethernets: nics.sort(
        (a, b) => Number('addresses' in a) - Number('addresses' in b),
      ),
    };
  },
};

function flatten(value: unknown, path: string, to: Map<string, unknown>): void {
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    to.set(path, Array.isArray(value) ? `list of ${entries.length}` : 'map');
    entries.forEach(([name, child]) => {
      const at = `${path}/${JSON.stringify(name)}`;
      if (typeof child === 'string' && Object.hasOwn(NESTED, name)) {
        flatten(NESTED[name](child), at, to);
      } else {
        flatten(child, at, to);
      }
    });
    return;
  }
  to.set(path, value);
}

/** What is derived from a name, and is not the user's text. */
const MADE = [/^02(:[0-9a-f]{2}){5}$/, /^[a-z0-9-]{1,63}$/];

/** Undefined where the hostile text is only a value at its places; otherwise what is wrong. */
function problem(options: {
  harmless: Rendered;
  hostile: Rendered;
  places: Set<string>;
  good: string;
  text: string;
}): string | undefined {
  const { harmless, hostile, places, good, text } = options;
  if (
    !isDeepStrictEqual([...hostile.places.keys()], [...harmless.places.keys()])
  ) {
    return 'other places';
  }
  for (const [place, was] of harmless.places) {
    const is = hostile.places.get(place);
    if (typeof is !== typeof was) {
      return `${place} has another type`;
    }
    if (Object.is(is, was)) {
      continue;
    }
    if (!places.has(place)) {
      return `${place} is no place of the field, and has ${is}`;
    }
    const expected = String(was).split(good).join(text);
    const isValue =
      is === expected ||
      is === expected.toLowerCase() ||
      (!String(was).includes(good) &&
        MADE.some(made => made.test(String(is)))) ||
      // A name that was too long for its suffix is cut, and gets a hash.
      (text.length > 50 && MADE[1].test(String(is)));
    if (!isValue) {
      return `${place} has ${JSON.stringify(is)}, not ${JSON.stringify(
        expected,
      )}`;
    }
  }
  const parts = hostile.paths.flatMap(path => path.split('/'));
  return parts.every(isPathPart) ? undefined : `paths ${hostile.paths}`;
}

type Outcome = 'refused' | 'accepted' | 'changed';

describe('hostile texts in every field of the actions', () => {
  const strings = hostileStrings();
  const tally = new Map<Case, Record<Outcome, number>>();
  const faults: string[] = [];
  const known = new Map<Case, { harmless: Rendered; places: Set<string> }>();

  beforeAll(async () => {
    for (const action of ['vlan-attach', 'vm-create'] as const) {
      templates.set(action, await readBuiltInTemplates(action));
    }
    for (const each of cases) {
      tally.set(each, { refused: 0, accepted: 0, changed: 0 });
      const [first, ...others] = samplesOf(each).map(value =>
        render({
          ...each,
          input: withValue(structuredClone(each.input), each.field, value),
        }),
      );
      if (first) {
        const places = [...first.places].flatMap(([place, value]) =>
          others.some(other => !Object.is(other.places.get(place), value))
            ? [place]
            : [],
        );
        known.set(each, { harmless: first, places: new Set(places) });
      }
    }
  });

  function attempt(each: Case, text: string): Outcome {
    const input = withValue(structuredClone(each.input), each.field, text);
    let hostile: Rendered;
    try {
      hostile = render({ ...each, input });
    } catch (error) {
      if ((error as Error).name === 'InputError') {
        return 'refused';
      }
      faults.push(`${each.field} ${show(text)}: ${error}`);
      return 'changed';
    }
    const { harmless, places } = known.get(each)!;
    const wrong =
      typeof each.good === 'string'
        ? problem({ harmless, hostile, places, good: each.good, text })
        : 'a text where none is allowed';
    if (wrong) {
      faults.push(`${each.field} ${show(text)}: ${wrong}`);
      return 'changed';
    }
    return 'accepted';
  }

  const tryAt = (each: Case, text: string) => {
    tally.get(each)![attempt(each, text)] += 1;
  };

  it('knows two harmless values of each text field', () => {
    const texts = cases.filter(({ good }) => typeof good === 'string');
    expect(
      cases
        .filter(each => samplesOf(each).length < 2)
        .map(({ subject, field }) => `${subject.action} ${field}`),
    ).toEqual([]);
    expect(texts.length).toBeGreaterThanOrEqual(30);
    // A harmless value must not count as a fault: otherwise the test would report false faults.
    for (const each of texts) {
      samplesOf(each).forEach(value =>
        expect([each.field, attempt(each, String(value))]).toEqual([
          each.field,
          'accepted',
        ]),
      );
    }
  });

  it('are refused, or end up only as values of their field', () => {
    strings.forEach((text, i) => {
      for (let n = 0; n < FIELDS_OF_A_STRING; n += 1) {
        // A different offset in each round, so that no kind of text is tried with the same fields only.
        const at = i * FIELDS_OF_A_STRING + n + Math.floor(i / cases.length);
        tryAt(cases[at % cases.length], text);
      }
    });
    for (const each of cases) {
      nearly(String(each.good)).forEach(text => tryAt(each, text));
    }

    const rows = cases.map(each => ({ each, ...tally.get(each)! }));
    const sum = (outcome: Outcome) =>
      rows.reduce((all, row) => all + row[outcome], 0);
    const total = sum('accepted') + sum('refused') + sum('changed');
    process.stderr.write(
      `${rows
        .map(
          ({ each, accepted, refused, changed }) =>
            `${each.subject.action} ${each.field}: ${accepted} accepted, ${refused} refused, ${changed} changed`,
        )
        .join('\n')}\nhostile texts: ${strings.length} distinct, ${
        cases.length
      } fields, ${total} runs: ${sum('accepted')} accepted, ${sum(
        'refused',
      )} refused, ${sum('changed')} changed\n`,
    );
    expect(faults.slice(0, 20)).toEqual([]);
    expect(strings.length).toBeGreaterThanOrEqual(MIN_STRINGS);
    rows.forEach(({ each, accepted, refused }) =>
      expect([each.field, accepted + refused >= MIN_RUNS_OF_A_FIELD]).toEqual([
        each.field,
        true,
      ]),
    );
    // Refusing everything would prove nothing.
    expect(sum('accepted')).toBeGreaterThan(1000);
  });

  it('would be found where they were more than a value', () => {
    const each = cases.find(({ field }) => field === 'preference')!;
    const { harmless, places } = known.get(each)!;
    const judge = (change: (to: Map<string, unknown>) => void) => {
      const hostile = { ...harmless, places: new Map(harmless.places) };
      change(hostile.places);
      return problem({ harmless, hostile, places, good: 'fedora', text: 'x' });
    };
    const [place] = places;
    expect(judge(to => to.set(place, 'x'))).toBeUndefined();
    expect(judge(to => to.set(place, true))).toMatch('another type');
    expect(judge(to => to.set(place, 'xy'))).toMatch('not "x"');
    expect(judge(to => to.set(`${place}/a`, 'x'))).toBe('other places');
    expect(judge(to => to.set('0/"kind"', 'x'))).toMatch('no place of the');
  });

  it('are refused as names of fields', () => {
    const count = { accepted: 0, refused: 0 };
    strings.slice(0, 3000).forEach((name, i) => {
      const { subject, input, field } = cases[i % cases.length];
      const at = field.includes('networks') ? input.networks[0] : input;
      if (name in at || name === '') {
        return;
      }
      const other = structuredClone(input);
      Object.defineProperty(
        field.includes('networks') ? other.networks[0] : other,
        name,
        { value: 'a', enumerable: true },
      );
      try {
        render({ subject, input: other });
        count.accepted += 1;
        faults.push(`the field ${show(name)}`);
      } catch (error) {
        if ((error as Error).name !== 'InputError') {
          throw error;
        }
        count.refused += 1;
      }
    });
    process.stderr.write(
      `hostile names of fields: ${count.refused} refused, ${count.accepted} accepted\n`,
    );
    expect(count).toEqual({ accepted: 0, refused: expect.any(Number) });
  });
});

function show(text: string): string {
  return text.length > 80 ? `${text.length} characters` : JSON.stringify(text);
}
