import { SecretGuard } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { CanarySite } from '../__testUtils__/CanarySite';
import {
  Canary,
  Planting,
  canaries,
  encodings,
  packs,
  plantings,
  textOf,
} from '../__testUtils__/canaries';
import {
  CANARY_TEMPLATES,
  MANIFEST_PLACES,
  TEXTS,
  writeManifests,
} from '../__testUtils__/canaryTemplates';
import { describeWithGitea } from '../__testUtils__/gitea';
import { LeakSearch } from '../__testUtils__/leakSearch';
import { TaskResult } from '../__testUtils__/ScaffolderClient';
import { Answer } from '../__testUtils__/scriptedHost';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(300_000);

/** This many characters of a secret in a row count as a leak. */
const PART = 12;
const MARKER = 'harmless-marker-4711';
const ENCODINGS = Object.keys(encodings);
const STATUSES = [401, 403, 500];
/** In characters: the longest reason, and how much of a refusal is shown. */
const LONGEST = { reason: 1000, api: 500, git: 300 };

const ofTasks = canaries('a').map(({ name, value }) => ({
  name: `secrets.${name}`,
  value,
}));
const typed = plantings(ofTasks);
const key = `ssh-ed25519 ${Buffer.from(
  `\0\0\0\x0bssh-ed25519\0\0\0 ${'k'.repeat(32)}`,
).toString('base64')}`;

const vm = {
  name: 'web-1',
  namespace: 'demo',
  memory: '4Gi',
  cpu: 2,
  blank: { size: '20Gi' },
  networks: [{ name: 'nic-1', vlanId: 1085 }],
};
const attach = { vlanId: 1085, nodePool: 'c7000', namespace: 'demo' };

type Values = Record<string, unknown>;
const nic = (given: object) => ({
  networks: [{ ...vm.networks[0], ...given }],
});

/** The texts within other inputs, which templates take from parameters. */
const WITHIN: Record<string, (text: string) => Values> = {
  'dataSource.name': name => ({
    dataSource: { name, namespace: 'images' },
    diskSize: '30Gi',
    blank: undefined,
  }),
  'networks[0].name': name => nic({ name }),
  'networks[0].networkName': networkName =>
    nic({ networkName, vlanId: undefined }),
  'networks[0].macAddress': macAddress => nic({ macAddress }),
};

/** Inputs with a text in each field; the template takes the plain ones of tasks from the secrets. */
function inputsOf(fields: string[], texts: Planting[]): Values {
  const from: Record<string, string> = {};
  const networks: unknown[] = [];
  const values: Values = { from };
  fields.forEach((field, i) => {
    const { canary, encoding, text } = texts[i];
    if (WITHIN[field]) {
      const within = WITHIN[field](text);
      networks.push(...((within.networks as unknown[]) ?? []));
      Object.assign(values, within, { networks });
    } else if (encoding === 'plain' && canary.name.startsWith('secrets.')) {
      from[field] = canary.name.replace('secrets.', '');
    } else {
      values[field] = text;
    }
  });
  return values;
}

describeWithGitea('secrets, and the places that they could leak to', () => {
  let site: CanarySite;
  let configured: Planting[];

  beforeAll(async () => {
    site = await CanarySite.start({ ofTasks, ofConfig: canaries('b') });
    configured = plantings(site.inConfig);
  });
  afterAll(() => site?.stop());

  const of = (whose: string) => (whose === 'tasks' ? typed : configured);
  const inEncoding = (given: Planting[], wanted: string) =>
    given.filter(({ encoding }) => encoding === wanted);
  const namesIn = (given: Planting[]) =>
    [...new Set(given.map(({ canary }) => canary.name))].sort();
  /** The secrets that a refusal gives as its reason. */
  const refusedFor = ({ log }: TaskResult) =>
    /hold the value of (.*?), as it is or encoded/
      .exec(log)?.[1]
      .split(', ')
      .sort();

  async function outcomeOf(values: Values) {
    const task = await site.run({ ...vm, ...values });
    return [task.status, refusedFor(task)];
  }
  const refusal = (given: Planting[]) => ['failed', namesIn(given)];

  it('lets harmless texts through to every place that is searched', async () => {
    const name = MARKER;
    writeManifests({
      folder: site.manifests,
      name,
      place: 'annotation',
      texts: [`annotated ${MARKER}`],
    });
    const values = { ...vm, name, reason: `because ${name}`, manifests: name };
    for (const delivery of ['pull-request', 'render']) {
      expect(await site.run({ ...values, delivery })).toMatchObject({
        status: 'completed',
      });
    }
  });

  describe.each(['tasks', 'configuration'])('those of the %s', whose => {
    describe.each(MANIFEST_PLACES)('in manifests, as %s', place => {
      it.each(ENCODINGS)('%s: names and refuses each', async encoding => {
        const given = inEncoding(of(whose), encoding);
        const name = `${whose} ${place} ${encoding}`.replace(/\W+/g, '-');
        const texts = given.map(({ text }) => text);
        writeManifests({ folder: site.manifests, name, place, texts });
        site.note(`manifests, ${place}`, given);
        expect(await outcomeOf({ manifests: name, sshKeys: [key] })).toEqual(
          refusal(given),
        );
      });
    });

    it.each(ENCODINGS)(
      'in reasons, %s: names and refuses each',
      async encoding => {
        const given = inEncoding(of(whose), encoding);
        site.note('reason', given);
        for (const pack of packs(given, LONGEST.reason)) {
          expect(await outcomeOf({ reason: textOf(pack) })).toEqual(
            refusal(pack),
          );
        }
      },
    );

    it('in the comments of public keys: names and refuses each', async () => {
      const given = of(whose).filter(({ text }) =>
        /^[!-~]([ -~]{0,250}[!-~])?$/.test(text),
      );
      site.note('sshKeys', given);
      for (let i = 0; i < given.length; i += 5) {
        const some = given.slice(i, i + 5);
        const sshKeys = some.map(({ text }) => `${key} ${text}`);
        expect(await outcomeOf({ sshKeys })).toEqual(refusal(some));
      }
    });

    it.each(CANARY_TEMPLATES)('in each other text of %s', async template => {
      const isVm = template === 'canary-vm';
      const fields = [
        ...TEXTS[template].filter(name => name !== 'reason'),
        ...(isVm ? Object.keys(WITHIN) : []),
      ];
      const given = of(whose);
      const starts = given.flatMap((_, i) =>
        i % fields.length === 0 ? [i] : [],
      );
      const tasks = await Promise.all(
        starts.map(start => {
          const texts = fields.map((_, i) => given[(start + i) % given.length]);
          fields.forEach((field, i) => site.note(field, [texts[i]]));
          const values = isVm ? vm : attach;
          return site.run({ ...values, ...inputsOf(fields, texts) }, template);
        }),
      );
      for (const { status, log } of tasks) {
        expect([status, log]).toEqual([
          'failed',
          expect.stringContaining('nothing was written'),
        ]);
      }
    });
  });

  describe('those that are valid names', () => {
    const valid = typed.filter(
      ({ text, encoding }) =>
        encoding === 'plain' && /^[a-z0-9][-a-z0-9]{0,61}[a-z0-9]$/.test(text),
    );
    const refused = [
      ...['name', 'namespace', 'owner', 'instancetype', 'preference'],
      ...['userDataSecret', 'cluster', 'targetPath', 'manifests'],
    ];
    const inputs: Record<string, (text: string) => Values> = {
      ...Object.fromEntries(
        refused.map(name => [name, text => ({ [name]: text })]),
      ),
      ...WITHIN,
      instancetype: instancetype => ({
        instancetype,
        cpu: undefined,
        memory: undefined,
      }),
      containerDisk: text => ({
        containerDisk: `quay.io/${text}:1`,
        blank: undefined,
      }),
      repoUrl: text => ({ repoUrl: `${site.host.url}/robot/${text}.git` }),
    };
    delete inputs['networks[0].macAddress'];

    it.each(Object.keys(inputs))('are refused as %s', async name => {
      site.note(`valid ${name}`, valid);
      for (const { text } of valid) {
        expect([
          name,
          text,
          (await site.run({ ...vm, ...inputs[name](text) })).status,
        ]).toEqual([name, text, 'failed']);
      }
    });
  });

  describe('in the answers of the host', () => {
    /** As much text as an error message shows, and texts that it cuts. */
    const textsFor = (given: Planting[], longest: number) => [
      ...packs(given, longest).map(textOf),
      ...given
        .filter(({ text }, i) => text.length > 20 && i % 9 === 0)
        .map(({ text }) => `${'- '.repeat(longest / 2 - 8)}${text}`),
    ];
    const isHeader = (text: string) => /^[ -~]*$/.test(text);

    /** The tasks whose end was not as expected. */
    async function wrongEnds(options: {
      place: string;
      which: RegExp;
      given: Planting[];
      answersOf: (given: Planting[]) => Answer[];
      status?: string;
    }) {
      const { place, which, given, answersOf, status = 'failed' } = options;
      site.note(place, given);
      const answers = answersOf(given);
      const count = answers.length;
      site.host.answerWith(which, answers);
      const tasks = await Promise.all(
        Array.from({ length: count }, () => site.run(vm)),
      );
      expect(site.host.left()).toBe(0);
      return tasks.filter(task => task.status !== status);
    }

    const apiAnswers = (given: Planting[]) =>
      textsFor(given, LONGEST.api).map((message, i) => ({
        status: STATUSES[i % STATUSES.length],
        headers: {
          'content-type': 'application/json',
          ...(isHeader(message) && { 'www-authenticate': message }),
        },
        body: JSON.stringify({ message, errors: [message] }),
      }));
    const gitAnswers = (given: Planting[]) =>
      textsFor(given, LONGEST.git).map((text, i) => ({
        status: STATUSES[i % STATUSES.length],
        headers: {
          'content-type': 'text/plain',
          ...(isHeader(text) && { 'www-authenticate': text }),
        },
        reason: isHeader(text) ? text : undefined,
        body: text,
      }));

    it('when it lists pull requests', async () => {
      expect(
        await wrongEnds({
          place: 'API, list',
          which: /^GET .*\/pulls\?/,
          given: configured,
          answersOf: apiAnswers,
        }),
      ).toEqual([]);
    });

    it('when it reads the repository', async () => {
      expect(
        await wrongEnds({
          place: 'Git, read',
          which: /^GET .*\/info\/refs\?service=git-upload-pack/,
          given: configured,
          answersOf: gitAnswers,
        }),
      ).toEqual([]);
    });

    /** As many as a few answers hold: each of them needs a task of its own. */
    const some = (from: number) => configured.filter((_, i) => i % 8 === from);

    it('when it pushes the branch', async () => {
      expect(
        await wrongEnds({
          place: 'Git, push',
          which: /^POST .*\/git-receive-pack/,
          given: some(0),
          answersOf: gitAnswers,
        }),
      ).toEqual([]);
    });

    it('when it opens the pull request', async () => {
      expect(
        await wrongEnds({
          place: 'API, open',
          which: /^POST .*\/pulls$/,
          given: some(1),
          answersOf: apiAnswers,
        }),
      ).toEqual([]);
    });

    it('when it adds the label', async () => {
      expect(
        await wrongEnds({
          place: 'API, label',
          which: /^(POST|PUT|PATCH) .*\/labels/,
          given: some(2).slice(0, 2),
          // Both in one answer.
          answersOf: given => apiAnswers(given).slice(0, 1),
          status: 'completed',
        }),
      ).toEqual([]);
    });

    it.each(['pre-receive', 'post-receive'] as const)(
      'by a %s hook',
      async event => {
        site.note(event, configured);
        const script = (end: number) => `#!/bin/sh
cat >&2 <<'END OF CANARIES'
${textOf(configured)}
END OF CANARIES
exit ${end}
`;
        const isRefusal = event === 'pre-receive';
        await site.repo.addHook({
          event,
          name: 'telling',
          script: script(isRefusal ? 1 : 0),
        });
        const task = await site.run({ ...vm, name: event });
        expect([task.status, task.log]).toEqual([
          isRefusal ? 'failed' : 'completed',
          expect.anything(),
        ]);
        await site.repo.addHook({
          event,
          name: 'telling',
          script: '#!/bin/sh\nexit 0\n',
        });
      },
    );
  });

  describe('in everything that other users see', () => {
    let traces: Record<string, string>;
    let known: Canary[];

    beforeAll(async () => {
      traces = Object.fromEntries(
        Object.entries(await site.traces()).map(([place, texts]) => [
          place,
          texts.join('\n'),
        ]),
      );
      known = [...ofTasks, ...site.inConfig];
    });

    const foundBy = (find: (text: string) => string[]) =>
      Object.fromEntries(
        Object.entries(traces)
          .map(([place, text]) => [place, find(text)] as const)
          .filter(([, names]) => names.length > 0),
      );

    it('would be found in each encoding', () => {
      for (const length of [undefined, PART]) {
        const search = new LeakSearch(known, length);
        for (const { canary, text } of [...typed, ...configured]) {
          expect([text, search.find(`say "${text}" here`)]).toEqual([
            text,
            expect.arrayContaining([canary.name]),
          ]);
        }
      }
    });

    it('harmless texts are found', () => {
      const search = new LeakSearch([{ name: 'marker', value: MARKER }]);
      expect(Object.keys(foundBy(text => search.find(text)))).toEqual(
        expect.arrayContaining([
          ...['commits', 'objects', 'refs', 'requests', 'events', 'outputs'],
          ...['table task_events', 'log'],
        ]),
      );
    });

    it('no secret is found', () => {
      const search = new LeakSearch(known);
      expect(foundBy(text => search.find(text))).toEqual({});
    });

    it('the guard of the plugin finds none either', () => {
      const guard = new SecretGuard(known);
      expect(foundBy(text => guard.find(text))).toEqual({});
    });

    it('no part of a secret is found', () => {
      const search = new LeakSearch(known, PART);
      expect(foundBy(text => search.find(text))).toEqual({});
    });

    it('every secret was planted, in many places', () => {
      const places = [...site.placesOf.values()];
      expect(site.placesOf.size).toBeGreaterThanOrEqual(2 * 160);
      expect(places.filter(({ size }) => size < 2)).toEqual([]);
      expect(site.planted.size).toBeGreaterThanOrEqual(12);
      expect(site.tasks.length).toBeGreaterThanOrEqual(160);
      expect(Object.keys(traces).length).toBeGreaterThanOrEqual(12);
      const length = Object.values(traces).join('').length;
      expect(length).toBeGreaterThan(1_000_000);
    });
  });
});
