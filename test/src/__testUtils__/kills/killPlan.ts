/**
 * The moment of the kill: before the request reaches the host, before its answer arrives, or before the answer is used.
 */
export const PHASES = ['before', 'during', 'after', 'answered'] as const;
export type Phase = (typeof PHASES)[number];

const PUSH = /^POST .*\/git-receive-pack$/;
const LIST = /^GET .*\/pulls\?/;

type Matches = (request: string, earlier: string[]) => boolean;
const at =
  (pattern: RegExp): Matches =>
  request =>
    pattern.test(request);
const hasPushed = (earlier: string[]) =>
  earlier.some(request => PUSH.test(request));

/** Every request of a task, in its order. */
export const KINDS = {
  'open requests listed': (request, earlier) =>
    LIST.test(request) && !hasPushed(earlier),
  'refs to read': at(/\/info\/refs\?service=git-upload-pack$/),
  'objects to read': at(/^POST .*\/git-upload-pack$/),
  'refs to push to': at(/\/info\/refs\?service=git-receive-pack$/),
  push: at(PUSH),
  'open requests listed again': (request, earlier) =>
    LIST.test(request) && hasPushed(earlier),
  'request opened': at(/^POST .*\/pulls$/),
  'labels listed': at(/^GET .*\/labels\?/),
  'label added': at(/^POST .*\/issues\/[0-9]+\/labels$/),
  'review asked for': at(/^POST .*\/requested_reviewers$/),
} satisfies Record<string, Matches>;
export type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

/** One SIGKILL. */
export interface Kill {
  kind: Kind;
  phase: Phase;
  nth: number;
  /** Whether the request is that of a new task, or of one that a killed process left behind. */
  of: 'new' | 'recovered';
}

/**
 * 100 kills: every phase of every request of a new task and of a recovered one, and half of them at the second task of
 * a process. They come in groups for one database: a kill at an early request comes before one that needs a recovered
 * task at a late one.
 *
 * @param sample - a quarter of it: each request once, with alternating phases
 */
export function killPlan({ sample }: { sample: boolean }): Kill[][] {
  const every = PHASES.flatMap((phase, n) =>
    kinds.map((kind, i) => ({
      kind,
      phase,
      late: kinds[kinds.length - 1 - i],
      isInSample: i % PHASES.length === n,
    })),
  );
  return every
    .filter(({ isInSample }) => isInSample || !sample)
    .map(({ kind, phase, late }): Kill[] => [
      { kind, phase, nth: 1, of: 'new' },
      ...(phase === 'before' || phase === 'after'
        ? [{ kind, phase, nth: 2, of: 'new' } as const]
        : []),
      { kind: late, phase, nth: 1, of: 'recovered' },
    ]);
}

/** How many kills hit what, for people. */
export function killTable(kills: Kill[]): string {
  const count = (kind: Kind, which: Partial<Kill>) =>
    kills.filter(
      kill =>
        kill.kind === kind &&
        Object.entries(which).every(
          ([key, value]) => kill[key as keyof Kill] === value,
        ),
    ).length;
  const columns: Array<[string, Partial<Kill>]> = [
    ...PHASES.map((phase): [string, Partial<Kill>] => [phase, { phase }]),
    ['new', { of: 'new' }],
    ['recovered', { of: 'recovered' }],
    ['all', {}],
  ];
  const line = (first: string, cells: Array<string | number>) =>
    `${first.padEnd(28)}${cells
      .map(cell => String(cell).padStart(11))
      .join('')}`;
  return [
    line(
      'killed at',
      columns.map(([name]) => name),
    ),
    ...kinds.map(kind =>
      line(
        kind,
        columns.map(([, which]) => count(kind, which)),
      ),
    ),
  ].join('\n');
}
