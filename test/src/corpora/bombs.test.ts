import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  Facts,
  KubeObject,
  Plan,
  attachVlanSchema,
  check,
  createVmSchema,
  deliveryFields,
  isAddress,
  isDnsLabel,
  isMacAddress,
  isPathPart,
  isRelativePath,
  isSubnet,
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
import {
  Tree,
  addResources,
  readObjects,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { parseManifests } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import * as kit from 'kubevirt-vlan-test-kit';
import { z } from 'zod/v3';

jest.setTimeout(300_000);

/*
 * Inputs that are small to send and expensive to read are refused, or handled, in little time and memory. The limits
 * are those of a machine on which the calibration takes CALIBRATION_MS; a slower one gets more time.
 */

const LIMIT_MS = 50;
/** A test fails above this multiple of the limit: a mistake takes seconds, and less can be a busy machine. */
const FAILS = 8;
const LIMIT_HEAP = 50 * 1024 * 1024;
/** The longest error message: it goes into a log and onto a page. */
const LIMIT_MESSAGE = 64 * 1024;
/** How long the calibration takes on two idle cores of 2020. */
const CALIBRATION_MS = 12;
/** Four times the input may take this many times as long: 4 would be linear, 16 quadratic. */
const LIMIT_GROWTH = 10;

const MB = 1_000_000;
const MANY = 100_000;
const DEEP = 10_000;
const KEYS = 2_000;

setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');

/** The time that this process used, in milliseconds. Other processes on the machine count as little as possible. */
function timeOf(run: () => void): number {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(cpu);
  return Math.min(performance.now() - wall, (user + system) / 1000);
}

/** Parses, matches and allocates, like the code that is measured. */
function calibrate(): number {
  const text = JSON.stringify(
    Array.from({ length: 20_000 }, (_, i) => ({ name: `a${i}`, id: i })),
  );
  const pass = () =>
    timeOf(() => {
      JSON.stringify(JSON.parse(text)).replace(/[a-z]+[0-9]+/g, 'b');
    });
  return Math.min(pass(), pass(), pass());
}

interface Figures {
  name: string;
  ms: number;
  heap: number;
  outcome: string;
  message: number;
  isFailure: boolean;
}

/** The measured code, and the unmeasured code that creates a new input each time. */
type Bomb = [
  name: string,
  run: (input: any) => unknown,
  prepare?: () => unknown,
];

/** Everything that is neither a value nor an InputError is a failure, such as a stack that overflows. */
function once([name, run, prepare]: Bomb): Figures {
  const prepared = prepare?.();
  if (prepare) {
    gc();
  }
  const before = process.memoryUsage().heapUsed;
  let outcome = 'handled';
  let message = 0;
  const ms = timeOf(() => {
    try {
      run(prepared);
    } catch (error) {
      outcome = (error as Error).name;
      message = String((error as Error).message).length;
    }
  });
  const heap = process.memoryUsage().heapUsed - before;
  const isFailure = !['handled', 'InputError'].includes(outcome);
  return { name, ms, heap, outcome, message, isFailure };
}

/** Retries what is beyond a limit on a heap without garbage: the first time, the compiler may have run. */
function measure(bomb: Bomb, limitMs: number): Figures {
  let best = once(bomb);
  for (
    let tries = 0;
    tries < 2 &&
    best.ms < 3 * limitMs &&
    (best.ms > limitMs || best.heap > LIMIT_HEAP);
    tries += 1
  ) {
    gc();
    const again = once(bomb);
    best = {
      ...again,
      ms: Math.min(again.ms, best.ms),
      heap: Math.min(again.heap, best.heap),
    };
  }
  return best;
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 102.4) / 10;
const all: Array<Figures & { slowdown: number }> = [];
let slowdown = 1;

/** Reports what is beyond a limit, which may be a busy machine; fails what is many times beyond it. */
const beyondLimits: string[] = [];

/** Measures a group, and returns what is beyond the limits. */
function judge(bombs: Bomb[]): string[] {
  slowdown = Math.max(1, calibrate() / CALIBRATION_MS);
  return bombs.flatMap(bomb => {
    const [name] = bomb;
    const figures = measure(bomb, LIMIT_MS * slowdown);
    all.push({ ...figures, slowdown });
    const { ms, heap, outcome, message, isFailure } = figures;
    const over = [
      ...(isFailure ? [outcome] : []),
      ...(ms > LIMIT_MS * slowdown ? [`${Math.round(ms)} ms`] : []),
      ...(heap > LIMIT_HEAP ? [`${megabytes(heap)} MB`] : []),
      ...(message > LIMIT_MESSAGE ? [`a message of ${message}`] : []),
    ];
    if (over.length === 0) {
      return [];
    }
    const fault = `${name}: ${over.join(', ')}`;
    beyondLimits.push(fault);
    const fails =
      isFailure ||
      ms > FAILS * LIMIT_MS * slowdown ||
      heap > 2 * LIMIT_HEAP ||
      message > LIMIT_MESSAGE;
    return fails ? [fault] : [];
  });
}

const say = (line: string) => process.stderr.write(`${line}\n`);

const siteOf = (more: object = {}) => ({
  deliveries: ['render', 'pull-request', 'apply'],
  gitOps: { repoUrl: 'https://git.example.com/a.git' },
  ...kit.demoSite({ vlans: [{ id: 1085, subnet: '10.6.85.0/24' }] }),
  ...more,
});
const site = parseSite(siteOf());

const DELIVERY = { delivery: 'render' };
const attachInput = { ...kit.attachInput, ...DELIVERY };
const vmInput = {
  ...kit.vmInput,
  networks: [{ name: 'a', vlanId: 1085 }],
  blank: { size: '2Gi' },
  ...DELIVERY,
};

const templates = new Map<string, ManifestTemplates>();

function rendered(plan: Plan) {
  return renderManifests({ templates: templates.get(plan.action)!, plan });
}
const ACTIONS = {
  attach: {
    schema: attachVlanSchema(z),
    input: attachInput as any,
    run: (input: unknown) =>
      rendered(
        planVlanAttachment(
          parseRequest({
            action: 'openshift:vlan:attach',
            schema: attachVlanSchema(z),
            input,
          }),
          site,
        ),
      ),
  },
  vm: {
    schema: createVmSchema(z),
    input: vmInput as any,
    run: (input: unknown) =>
      rendered(
        planVirtualMachine(
          parseRequest({
            action: 'kubevirt:vm:create',
            schema: createVmSchema(z),
            input,
          }),
          site,
        ),
      ),
  },
};

/** The paths of all places of a schema, those with places below them too. */
function places(schema: any, path: string[] = []): string[][] {
  const { typeName, ...def } = schema._def;
  switch (typeName) {
    case 'ZodEffects':
      return places(def.schema, path);
    case 'ZodOptional':
    case 'ZodDefault':
      return places(def.innerType, path);
    case 'ZodArray':
      return [path, ...places(def.type, [...path, '0'])];
    case 'ZodObject':
      return [
        ...(path.length > 0 ? [path] : []),
        ...Object.entries(schema.shape).flatMap(([name, child]) =>
          places(child, [...path, name]),
        ),
      ];
    default:
      return [path];
  }
}

function withValue(input: any, path: string[], value: unknown): any {
  const copy = structuredClone(input);
  let at = copy;
  path.slice(0, -1).forEach((name, i) => {
    at[name] ??= /^\d+$/.test(path[i + 1]) ? [] : {};
    at = at[name];
  });
  at[path[path.length - 1]] = value;
  return copy;
}

function nested(depth: number, key?: string): unknown {
  let value: unknown = 'a';
  for (let i = 0; i < depth; i += 1) {
    value = key === undefined ? [value] : { [key]: value };
  }
  return value;
}

/** Repeats a unit up to about this length. */
const long = (unit: string, length = MB) =>
  unit.repeat(Math.ceil(length / unit.length));

/** Texts on which a careless pattern backtracks exponentially. */
const BACKTRACKING: Record<string, (length: number) => string> = {
  letters: n => long('a', n),
  'letters and !': n => `${long('a', n)}!`,
  digits: n => long('0', n),
  'digits and x': n => `${long('1', n)}x`,
  'labels with -': n => `${long('a-', n)}!`,
  'labels with .': n => `${long('a.', n)}!`,
  'labels with /': n => `${long('a/', n)}!`,
  'parts with ._-/': n => `${long('a.-_/', n)}!`,
  'separators alone': n => `a${long('._-/', n)}!`,
  'long labels with .': n => `${long(`${'a'.repeat(63)}.`, n)}!`,
  colons: n => long(':', n),
  hextets: n => `${long('1:', n)}g`,
  'hextets and dots': n => `${long('ffff:', n)}1.2.3.`,
  octets: n => `${long('1.', n)}a`,
  'octets of a MAC address': n => `${long('02:', n)}g`,
  'an image with tags': n => `${long('a:1/', n)}@sha256:`,
  'a tag': n => `a:${long('a.-', n)}!`,
  'a key': n => `ssh-ed25519 ${long('A', n)}`,
  'a key and =': n => `ssh-rsa ${long('A=', n)}`,
  'a key and its comment': n =>
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea ${long(
      'a ',
      n,
    )}\n`,
  'a clone URL': n => `https://${long('a.', n)}/b`,
  'a clone URL with a path': n => `https://a/${long('b/../', n)}`,
  'a clone URL with escapes': n => `https://a/${long('%2e', n)}\\`,
  'a picked repository': n => `a?${long('a&', n)}`,
  'a picked repository with owners': n => `a?owner=b&repo=${long('%41', n)}`,
  'a picked host': n => `${long('a.-', n)}:1?owner=b&repo=c`,
  'an entity reference': n => `a:${long('b-', n)}/c`,
  'an entity reference of slashes': n => long('a/', n),
  placeholders: n => long('{a}-', n),
  'open braces': n => long('{', n),
  'open placeholders': n => long('{a', n),
  spaces: n => `${long(' ', n)}a`,
  'line breaks': n => long('\n', n),
  controls: n => long('\u0000', n),
  'not ASCII': n => long('é', n),
  'pairs of surrogates': n => long('\u{1f4a9}', n),
  'halves of surrogates': n => long('\ud800', n),
  ranges: n => `${long('10.6.85.1-', n)}10.6.85.2`,
  'a subnet': n => `10.6.85.0/${long('1', n)}`,
  percent: n => `${long('1', n)}%`,
  'a quantity': n => `${long('1', n)}.${long('1', n)}Gi`,
};

const texts = new Map<string, string>();
function textOf(what: string): string {
  const text = texts.get(what) ?? BACKTRACKING[what](MB);
  texts.set(what, text);
  return text;
}

const SHAPES: Record<string, unknown> = {
  [`an array of ${MANY} numbers`]: new Array(MANY).fill(1),
  [`an array of ${MANY} nulls`]: new Array(MANY).fill(null),
  [`an array of ${MANY} texts`]: new Array(MANY).fill('a'),
  [`an array of ${MANY} mappings`]: Array.from({ length: MANY }, () => ({})),
  [`a mapping of ${MANY} keys`]: Object.fromEntries(
    Array.from({ length: MANY }, (_, i) => [`key${i}`, i]),
  ),
  [`${DEEP} arrays in each other`]: nested(DEEP),
  [`${DEEP} mappings in each other`]: nested(DEEP, 'a'),
};

beforeAll(async () => {
  for (const action of ['vlan-attach', 'vm-create'] as const) {
    templates.set(action, await readBuiltInTemplates(action));
  }
  // What is compiled once is not measured.
  ACTIONS.attach.run(attachInput);
  ACTIONS.vm.run(vmInput);
});

afterAll(() => {
  const top = (key: 'ms' | 'heap' | 'message') =>
    [...all]
      .sort((a, b) => b[key] - a[key])
      .slice(0, 12)
      .map(
        ({ name, ms, heap, outcome, message }) =>
          `  ${name}: ${ms.toFixed(1)} ms, ${megabytes(
            heap,
          )} MB, ${outcome}, message ${message}`,
      )
      .join('\n');
  say(
    `${beyondLimits.length} beyond a limit:\n${beyondLimits
      .map(fault => `  ${fault}`)
      .join('\n')}`,
  );
  say(
    `bombs: ${all.length} measured, calibration ${calibrate().toFixed(
      1,
    )} ms\nslowest:\n${top('ms')}\nlargest:\n${top(
      'heap',
    )}\nlongest messages:\n${top('message')}`,
  );
});

describe('bombs', () => {
  describe.each(Object.entries(ACTIONS))('in the input: %s', (name, action) => {
    // What both actions share is measured once.
    const shared = Object.keys(deliveryFields(z));
    const fields = places(action.schema).filter(
      ([field]) => name === 'attach' || !shared.includes(field),
    );

    it('texts of 1 MB in every field', () => {
      const bombs = fields.flatMap(path =>
        Object.keys(BACKTRACKING)
          .filter(
            (_, i) =>
              name === 'attach' || (i + path.join('.').length) % 6 === 0,
          )
          .map((what): [string, () => unknown] => {
            const input = withValue(action.input, path, textOf(what));
            return [
              `${name} ${path.join('.')}, ${what}`,
              () => action.run(input),
            ];
          }),
      );
      expect(judge(bombs)).toEqual([]);
    });

    it('large and deep values in every field', () => {
      const bombs = fields.flatMap(path =>
        Object.entries(SHAPES)
          .filter(
            (_, i) =>
              name === 'attach' || (i + path.join('.').length) % 4 === 0,
          )
          .map(([what, value]): [string, () => unknown] => {
            const input = withValue(action.input, path, null);
            const at = path.slice(0, -1).reduce((to, key) => to[key], input);
            at[path[path.length - 1]] = value;
            return [
              `${name} ${path.join('.')}, ${what}`,
              () => action.run(input),
            ];
          }),
      );
      expect(judge(bombs)).toEqual([]);
    });

    it('inputs that are not a mapping, or a mapping that is too large', () => {
      const bombs = Object.entries(SHAPES).map(
        ([what, value]): [string, () => unknown] => [
          `${name} input, ${what}`,
          () => action.run(value),
        ],
      );
      expect(judge(bombs)).toEqual([]);
    });
  });

  it('in the lists of a VM', () => {
    const vm = (more: object) => () => ACTIONS.vm.run({ ...vmInput, ...more });
    const nics = (make: (i: number) => object) =>
      vm({ networks: Array.from({ length: MANY }, (_, i) => make(i)) });
    const key =
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea';
    expect(
      judge([
        ['vm many networks', nics(i => ({ name: `nic-${i}`, vlanId: 1085 }))],
        ['vm many equal networks', nics(() => ({ name: 'a', vlanId: 1085 }))],
        ['vm many bad networks', nics(i => ({ name: '!', [`key${i}`]: 1 }))],
        ['vm many keys', vm({ sshKeys: new Array(KEYS).fill(key) })],
        ['vm many bad keys', vm({ sshKeys: new Array(KEYS).fill('a') })],
        [
          'vm 16 keys of 8 kB',
          vm({ sshKeys: new Array(16).fill(`${key} ${long('a', 8000)}`) }),
        ],
      ]),
    ).toEqual([]);
  });

  it('in the site configuration', () => {
    const pool = { nodeSelector: { hardware: 'c7000' }, uplink: 'eno49' };
    const cluster = (more: object) => ({ clusters: { demo: more } });
    const pools = (more: object) =>
      cluster({ nodePools: { c7000: { ...pool, ...more } } });
    const vlan = (more: object) => cluster({ vlans: [{ id: 1, ...more }] });
    const gitOps = (more: object) => ({
      gitOps: { repoUrl: 'https://git.example.com/a.git', ...more },
    });
    const SETTINGS: Record<string, (text: string) => object> = {
      fieldManager: fieldManager => ({ fieldManager }),
      defaultCluster: defaultCluster => ({ defaultCluster }),
      reservedNamespaces: text => ({ reservedNamespaces: [text] }),
      clusters: text => ({ clusters: { [text]: {} } }),
      nodePools: text => cluster({ nodePools: { [text]: pool } }),
      'nodeSelector key': text => pools({ nodeSelector: { [text]: 'a' } }),
      'nodeSelector value': text => pools({ nodeSelector: { a: text } }),
      uplink: uplink => pools({ uplink }),
      maxUnavailable: maxUnavailable => pools({ maxUnavailable }),
      subnet: subnet => vlan({ subnet }),
      gateway: gateway => vlan({ subnet: '10.6.85.0/24', gateway }),
      dns: text => vlan({ dns: [text] }),
      reserved: text => vlan({ subnet: '10.6.85.0/24', reserved: [text] }),
      'vlan owner': owner => vlan({ owner }),
      repoUrl: repoUrl => gitOps({ repoUrl }),
      baseBranch: baseBranch => gitOps({ baseBranch }),
      branch: branch => gitOps({ branch }),
      'branch, valid': text =>
        gitOps({ branch: `{action}/{cluster}/{object}/${text}` }),
      labels: text => gitOps({ labels: [text] }),
      'paths.clusterScoped': text =>
        gitOps({ paths: { clusterScoped: `${text}{cluster}/{name}.yaml` } }),
      'paths.namespaced': text =>
        gitOps({
          paths: {
            namespaced: `${text}{cluster}/{namespace}/{kind}-{name}.yaml`,
          },
        }),
      'names.policy': text => ({
        names: { policy: `${text}{vlanId}-{nodePool}` },
      }),
      'names.vlanInterface': text => ({
        names: { vlanInterface: `${text}{vlanId}` },
      }),
      'names.bridge': text => ({ names: { bridge: `${text}{vlanId}` } }),
      'names.network': text => ({ names: { network: `${text}{vlanId}` } }),
      'impersonation.user': user => ({
        apply: { impersonation: { user: `${user}{name}` } },
      }),
      userTokenSecret: userTokenSecret => ({ apply: { userTokenSecret } }),
    };
    const bombs = Object.entries(SETTINGS).flatMap(([key, make]) =>
      Object.keys(BACKTRACKING)
        .filter((_, i) => (i + key.length) % 3 === 0)
        .map((what): [string, () => unknown] => {
          const data = siteOf(make(textOf(what)));
          return [`site ${key}, ${what}`, () => parseSite(data)];
        }),
    );
    expect(judge(bombs)).toEqual([]);
  });

  it('in single rules, whose time grows linearly with the length', () => {
    const RULES: Record<string, (text: string) => unknown> = {
      isAddress,
      isDnsLabel,
      isMacAddress,
      isPathPart,
      isRelativePath,
      isSubnet,
    };
    const grown: string[] = [];
    const bombs = Object.entries(RULES).flatMap(([rule, test]) =>
      Object.keys(BACKTRACKING).map((what): [string, () => unknown] => {
        const text = textOf(what);
        return [`${rule}, ${what}`, () => test(text)];
      }),
    );
    const beyond = judge(bombs);
    for (const [rule, test] of Object.entries(RULES)) {
      for (const [what, make] of Object.entries(BACKTRACKING)) {
        const best = (text: string) =>
          Math.min(...[1, 2, 3, 4].map(() => timeOf(() => test(text))));
        const [one, four] = [make(MB / 4), make(MB)].map(best);
        // Shorter times are noise of the clock and the garbage collector.
        if (four > 300 && four > LIMIT_GROWTH * Math.max(one, 1)) {
          grown.push(
            `${rule}, ${what}: ${one.toFixed(1)} ms, ${four.toFixed(1)} ms`,
          );
        }
      }
    }
    expect([...beyond, ...grown]).toEqual([]);
  });

  describe('in files', () => {
    const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
    const laughs = (levels: number) =>
      `${HEAD}a0: &a0 [${new Array(10).fill('lol').join(', ')}]\n${Array.from(
        { length: levels },
        (_, i) =>
          `a${i + 1}: &a${i + 1} [${new Array(10)
            .fill(`*a${i}`)
            .join(', ')}]\n`,
      ).join('')}`;
    const FILES: Record<string, string> = {
      'a billion laughs': laughs(9),
      'a thousand laughs': laughs(3),
      'aliases of one large list': `${HEAD}a: &a [${long(
        'b, ',
        100_000,
      )}]\nc: [${long('*a, ', 100_000)}]`,
      'an alias in itself': `${HEAD}a: &a [*a, *a]`,
      'aliases in merge keys': `${HEAD}${Array.from(
        { length: 200 },
        (_, i) =>
          `a${i}: &a${i} {${
            i > 0 ? `<<: [*a${i - 1}, *a${i - 1}], ` : ''
          }k${i}: 1}\n`,
      ).join('')}`,
      'flow lists in each other': `${HEAD}a: ${'['.repeat(DEEP)}${']'.repeat(
        DEEP,
      )}`,
      'flow lists that stay open': `${HEAD}a: ${'['.repeat(DEEP)}`,
      'flow mappings in each other': `${HEAD}a: ${'{a: '.repeat(
        DEEP,
      )}1${'}'.repeat(DEEP)}`,
      'flow mappings that stay open': `${HEAD}a: ${'{a: '.repeat(DEEP)}`,
      'block lists in each other': `${HEAD}a:\n  ${'- '.repeat(DEEP)}a`,
      'block mappings in each other': `${HEAD}a:\n${Array.from(
        { length: 1000 },
        (_, i) => `${' '.repeat(i + 1)}a:\n`,
      ).join('')}`,
      // Short enough to be parsed: converting the keys to text is what is slow here.
      'question marks, some': `${HEAD}a:\n  ${'? '.repeat(500)}a`,
      'mappings that are keys': `${HEAD}a: ${'{'.repeat(25)}a: 1${'}: 1'.repeat(
        25,
      )}`,
      'as many parts as there may be': `${HEAD}a:\n${Array.from(
        { length: 350 },
        (_, i) => `- &a${i} b\n`,
      ).join('')}${'- 2001-12-14t21:59:43.10-05:00\n'.repeat(250)}`,
      'as many faults as there may be': `${HEAD}a: [${','.repeat(3_900)}]`,
      'as many documents as there may be': '---\n'.repeat(99),
      'question marks': `${HEAD}a:\n  ${'? '.repeat(DEEP)}a`,
      'JSON in each other': `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"a":${'['.repeat(
        DEEP,
      )}${']'.repeat(DEEP)}}`,
      'many documents': '---\n'.repeat(10_000),
      'many objects': `---\n${HEAD}`.repeat(1000),
      'many keys': `${HEAD}${Array.from(
        { length: 2_000 },
        (_, i) => `k${i}: 1\n`,
      ).join('')}`,
      'many items': `${HEAD}a:\n${'- a\n'.repeat(MANY)}`,
      'many anchors': `${HEAD}a:\n${Array.from(
        { length: 5_000 },
        (_, i) => `- &a${i} b\n`,
      ).join('')}`,
      'many anchors and aliases': `${HEAD}a:\n${Array.from(
        { length: 2000 },
        (_, i) => `- &a${i} b\n- *a${i}\n`,
      ).join('')}`,
      'many tags': `${HEAD}a:\n${'- !!str a\n'.repeat(5_000)}`,
      'many unknown tags': `${HEAD}a:\n${'- !a b\n'.repeat(5_000)}`,
      'many directives': `${'%TAG ! !a\n'.repeat(5_000)}---\n${HEAD}`,
      'many faults': `${HEAD}a: ${'] '.repeat(5_000)}`,
      'a comment of 1 MB': `# ${long('a')}\n${HEAD}`,
      comments: `${HEAD}${'# a\n'.repeat(MANY)}`,
      'a text of 1 MB': `${HEAD}a: ${long('a')}`,
      'a quoted text of 1 MB': `${HEAD}a: "${long('\\u0061')}"`,
      'a quoted text that stays open': `${HEAD}a: "${long('a ')}`,
      'a block text of 1 MB': `${HEAD}a: |\n${long(`  ${'a'.repeat(78)}\n`)}`,
      'a folded text of 1 MB': `${HEAD}a: >\n${long('  a\n\n')}`,
      'a plain text over lines': `${HEAD}a:\n${long('  a\n', 200_000)}`,
      'a key of 1 MB': `${HEAD}? ${long('a')}\n: b`,
      'a number of 1 MB': `${HEAD}a: ${long('1')}`,
      spaces: `${HEAD}a:${long(' ')}b`,
      'line breaks': `${HEAD}a:${long('\n', 200_000)}`,
      tabs: `${HEAD}a:${long('\t')}b`,
      'binary of 1 MB': `${HEAD}a: !!binary ${long('YQ==')}`,
      dates: `${HEAD}a:\n${'- 2001-12-14t21:59:43.10-05:00\n'.repeat(5_000)}`,
      'numbers of base 60': `${HEAD}a:\n${'- 190:20:30\n'.repeat(5_000)}`,
      'a number of base 60 of 1 MB': `${HEAD}a: 1${long(':20')}`,
      'a time stamp of 1 MB': `${HEAD}a: 2001-12-14${long(' ')}x`,
      colons: `${HEAD}a: ${long(': ', 100_000)}`,
      dashes: `${HEAD}a:\n  ${long('-')}`,
      NULs: `${HEAD}a: ${long('\u0000')}`,
    };

    it.each([true])('that manifests are read from, strict: %s', strict => {
      const bombs = Object.entries(FILES).map(
        ([name, text]): [string, () => unknown] => [
          `file${strict ? '' : ', not strict'}, ${name}`,
          () => parseManifests({ name: 'a.yaml', text, strict }),
        ],
      );
      expect(judge(bombs)).toEqual([]);
    });

    it('of a repository that do not concern us', async () => {
      const tree = (text: string): Tree => ({
        read: async () => text,
        list: async () => ['a.yaml'],
        listAll: async () => ['a.yaml'],
      });
      // One after the other: a promise can't be measured within `judge`.
      const outcomes: string[] = [];
      for (const [name, text] of Object.entries(FILES)) {
        const found = await readObjects({
          tree: tree(text),
          paths: ['a.yaml'],
          kinds: ['ConfigMap'],
        }).catch(error => `${name}: ${error}`);
        if (typeof found === 'string') {
          outcomes.push(found);
        }
      }
      expect(outcomes).toEqual([]);
    });

    it('that list other files', () => {
      const KUSTOMIZATIONS: Record<string, string> = {
        ...Object.fromEntries(
          Object.entries(FILES).filter((_, i) => i % 5 === 0),
        ),
        'many resources, commented': `resources:\n${Array.from(
          { length: 20_000 },
          (_, i) => `- a${i}.yaml # a\n`,
        ).join('')}`,
        'one long resource': `resources:\n- ${'a'.repeat(400_000)}\n`,
        'many resources': `resources:\n${Array.from(
          { length: 5000 },
          (_, i) => `- a${i}.yaml\n`,
        ).join('')}`,
        'a resource of 1 MB': `resources:\n- ${long('a')}`,
        'resources in each other': `resources: ${'['.repeat(DEEP)}${']'.repeat(
          DEEP,
        )}`,
      };
      const bombs = Object.entries(KUSTOMIZATIONS).map(
        ([name, text]): [string, () => unknown] => [
          `kustomization, ${name}`,
          () => addResources({ path: 'k', text, files: ['zz.yaml'] }),
        ],
      );
      expect(judge(bombs)).toEqual([]);
    });
  });

  it('in templates', () => {
    const plan = () =>
      planVirtualMachine(
        parseRequest({
          action: 'a',
          schema: createVmSchema(z),
          input: vmInput,
        }),
        site,
      );
    const TEMPLATES: Record<string, string> = {
      'ifs in each other': `${'{% if vm %}'.repeat(
        DEEP,
      )}a${'{% endif %}'.repeat(DEEP)}`,
      'ifs that stay open': '{% if vm %}'.repeat(DEEP),
      parentheses: `{{ ${'('.repeat(DEEP)}1${')'.repeat(DEEP)} }}`,
      'lists in each other': `{{ ${'['.repeat(DEEP)}${']'.repeat(
        DEEP,
      )} | dump }}`,
      'a sum of many': `{{ ${new Array(DEEP).fill('1').join(' + ')} }}`,
      'filters one after the other': `{{ "a"${' | trim'.repeat(DEEP)} }}`,
      'lookups one after the other': `{{ vm${'.a'.repeat(DEEP)} }}`,
      'an include of itself': '{% include "a.yaml.njk" %}',
      'many outputs': '{{ vm.name }}\n'.repeat(15_000),
      'many texts': long('a{# #}', 250_000),
      'open braces': long('{{', 250_000),
      'loops in each other': `${'{% for k, v in vm %}'.repeat(
        5,
      )}a${'{% endfor %}'.repeat(5)}`,
      'loops of two names in each other': `${'{% for k, v in vm %}'.repeat(
        20,
      )}a${'{% endfor %}'.repeat(20)}`,
      'ifs in each other, some': `${'{% if vm %}'.repeat(
        30,
      )}a${'{% endif %}'.repeat(30)}`,
      'a loop of includes':
        '{% for k, v in vm %}{% include "b.njk" %}{% endfor %}',
      'a text that doubles': `{% set x = "aaaaaaaaaa" %}${'{% set x = x + x %}'.repeat(
        40,
      )}{{ x }}`,
      'a large power': '{{ 9 ** 9 ** 9 }}',
    };
    const bombs = Object.entries(TEMPLATES).map(
      ([name, text]): [string, () => unknown] => [
        `template, ${name}`,
        () =>
          renderManifests({
            templates: new Map([
              ['a.yaml.njk', text],
              ...Array.from({ length: 25 }, (_, i): [string, string] => [
                i === 0 ? 'b.njk' : `b${i}.njk`,
                `{% include "b${i + 1}.njk" %}`.repeat(2),
              ]),
              ['b25.njk', 'a'],
            ]),
            plan: plan(),
          }),
      ],
    );
    expect(judge(bombs)).toEqual([]);
  });

  it('in manifests and in the cluster', () => {
    const nad = (config: string) => kit.network({ config });
    const vm = (spec: object, name?: string) => kit.vm({ name, spec });
    const policy = (interfaces: unknown) => kit.policy({ interfaces });
    const plain = () => [
      ...rendered(
        planVlanAttachment(
          parseRequest({
            action: 'a',
            schema: attachVlanSchema(z),
            input: attachInput,
          }),
          site,
        ),
      ).map(({ object }) => object),
    ];
    const ethernet = (i: number) => ({
      name: `veth${i}`,
      type: 'ethernet',
      state: 'up',
      mtu: 1500,
      'mac-address': `02:00:00:00:${(i >> 8).toString(16).padStart(2, '0')}:${(
        i & 255
      )
        .toString(16)
        .padStart(2, '0')}`,
    });
    const node = (interfaces: unknown[], routes: unknown[] = []) => ({
      node: kit.node(),
      state: {
        apiVersion: 'nmstate.io/v1beta1',
        kind: 'NodeNetworkState',
        metadata: { name: 'worker-1' },
        status: {
          currentState: { interfaces, routes: { running: routes } },
          lastSuccessfulUpdateTime: new Date().toISOString(),
        },
      },
    });
    const facts = (
      { node: one, state }: ReturnType<typeof node>,
      more: object = {},
    ): Facts => {
      const now = new Date().toISOString();
      const read = kit.readAt(now);
      return {
        cluster: 'demo',
        now,
        live: kit.liveFacts(now, {
          nodes: read(one),
          nodeStates: read(structuredClone(state)),
          ...more,
        }),
      };
    };
    const uplink = { ...ethernet(0), name: 'eno49' };
    const small = node([uplink]);
    const many = Array.from({ length: 5000 }, (_, i) => ethernet(i));
    const chain = Array.from({ length: 5000 }, (_, i) => ({
      ...ethernet(i),
      type: 'vlan',
      vlan: { id: 1, 'base-iface': `veth${i + 1}` },
    }));
    const ring = [
      ...chain,
      {
        ...ethernet(5000),
        type: 'vlan',
        vlan: { id: 1, 'base-iface': 'veth0' },
      },
    ];
    const bridge = {
      name: 'br-all',
      type: 'linux-bridge',
      state: 'up',
      bridge: { port: many.map(({ name }) => ({ name })) },
    };
    const routes = Array.from({ length: 5000 }, (_, i) => ({
      destination: '0.0.0.0/0',
      'next-hop-interface': `veth${i}`,
    }));
    const userData = (text: string) =>
      vm({
        volumes: [{ name: 'ci', cloudInitNoCloud: { userData: text } }],
      });
    const CHECKS: Record<string, [KubeObject[], Facts]> = {
      'a network of 1 MB': [
        [nad(JSON.stringify({ type: 'bridge', name: long('a') }))],
        facts(small),
      ],
      'a network of many keys': [
        [
          nad(
            JSON.stringify({
              type: 'bridge',
              ...(SHAPES[`a mapping of ${MANY} keys`] as object),
            }),
          ),
        ],
        facts(small),
      ],
      'a network of many plugins': [
        [
          nad(
            JSON.stringify({
              name: 'a',
              plugins: new Array(MANY).fill({ type: 'a' }),
            }),
          ),
        ],
        facts(small),
      ],
      'a network of arrays in each other': [
        [nad('['.repeat(DEEP) + ']'.repeat(DEEP))],
        facts(small),
      ],
      'a network with arrays in each other': [
        [
          nad(
            `{"type":"bridge","bridge":"a","ipam":${'['.repeat(
              DEEP,
            )}${']'.repeat(DEEP)}}`,
          ),
        ],
        facts(small),
      ],
      'a network that stays open': [[nad('['.repeat(MB))], facts(small)],
      'a node of 5,000 interfaces': [plain(), facts(node([uplink, ...many]))],
      'a node of 5,000 VLANs on each other': [
        plain(),
        facts(node([uplink, ...chain])),
      ],
      'a node of 5,000 VLANs in a ring': [
        plain(),
        facts(node([uplink, ...ring])),
      ],
      'a node with 5,000 ports of one bridge': [
        plain(),
        facts(node([uplink, ...many, bridge])),
      ],
      'a node of 5,000 default routes': [
        plain(),
        facts(node([uplink, ...many], routes)),
      ],
      'a policy of 5,000 interfaces': [[policy(many)], facts(small)],
      'a policy of 5,000 interfaces on a node of as many': [
        [policy(many)],
        facts(node([uplink, ...many])),
      ],
      'a policy of 5,000 VLANs in a ring': [
        [policy(ring.slice(0, 500))],
        facts(small),
      ],
      'a policy of interfaces in each other': [
        [policy(nested(DEEP))],
        facts(small),
      ],
      'a policy with arrays in each other': [
        [policy([{ ...uplink, a: nested(DEEP) }])],
        facts(small),
      ],
      'a VM with 1 MB of cloud-init data': [
        [userData(`#cloud-config\n${long('a: b\n')}`)],
        facts(small),
      ],
      'a VM with 1 MB of cloud-init data in base64': [
        [
          vm({
            volumes: [
              {
                name: 'ci',
                cloudInitNoCloud: { userDataBase64: long('YQ==') },
              },
            ],
          }),
        ],
        facts(small),
      ],
      'a VM with cloud-init data of laughs': [
        [
          userData(
            `#cloud-config\na: &a [l,l,l,l,l,l,l,l,l]\n${'bcdefghi'
              .split('')
              .map(
                (c, i) =>
                  `${c}: &${c} [${new Array(9)
                    .fill(`*${'abcdefgh'[i]}`)
                    .join(',')}]\n`,
              )
              .join('')}`,
          ),
        ],
        facts(small),
      ],
      'a VM with cloud-init data in each other': [
        [userData(`#cloud-config\na: ${'['.repeat(2000)}`)],
        facts(small),
      ],
      'a VM with cloud-init data of spaces': [
        [userData(`#cloud-config\n${' '.repeat(2000)}`)],
        facts(small),
      ],
      'a VM of many NICs': [
        [
          vm({
            networks: Array.from({ length: 5000 }, (_, i) => ({
              name: `n${i}`,
              multus: { networkName: 'nad-1085' },
            })),
            domain: {
              devices: {
                interfaces: Array.from({ length: 5000 }, (_, i) => ({
                  name: `n${i}`,
                  bridge: {},
                  macAddress: `02:00:00:00:${(i >> 8).toString(16)}:${(
                    i & 255
                  ).toString(16)}`,
                })),
              },
            },
          }),
        ],
        facts(small),
      ],
      'a VM of many volumes': [
        [
          vm({
            volumes: Array.from({ length: 20_000 }, (_, i) => ({
              name: `v${i}`,
              cloudInitNoCloud: { userData: '#cloud-config\n{}\n' },
            })),
          }),
        ],
        facts(small),
      ],
      'a VM with a network name of 1 MB': [
        [
          vm({
            networks: [{ name: 'a', multus: { networkName: long('a/') } }],
          }),
        ],
        facts(small),
      ],
      'a VM with arrays in each other': [
        [vm({ networks: nested(DEEP) as never })],
        facts(small),
      ],
    };
    const bombs = Object.entries(CHECKS).map(
      ([name, [objects, what]]): Bomb => [
        `check, ${name}`,
        (known: Facts) => check(objects, known, site),
        // Facts about a node are cached by object, so each run gets new objects.
        () => structuredClone(what),
      ],
    );
    expect(judge(bombs)).toEqual([]);
  });
});
