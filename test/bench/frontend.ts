import { enter, openPage, startApp } from '../browser/app';
import { AppBuild } from './frontend/AppBuild';
import { PreviewForm, PreviewTime } from './frontend/PreviewForm';
import { dryRun, readTemplate } from './frontend/dryRun';
import {
  AppSize,
  Bytes,
  PartSize,
  less,
  partsOf,
  sizeOf,
  total,
} from './frontend/sizes';
import { load, machine, ratio, row, say } from './report';

const PLUGIN = '@kubevirt-vlan/backstage-plugin-kubevirt';
const PEERS = {
  'catalog-graph': '@backstage/plugin-catalog-graph/alpha',
  scaffolder: '@backstage/plugin-scaffolder/alpha',
};
const ROUNDS = 30;
const WARM_UP = 3;
/** The first MTU; every preview has its own, and all of them fit on the uplink. */
const FIRST_MTU = 1300;

/** What the plugin adds to the app, compared with an empty plugin and two of Backstage's own. */
async function benchSize(): Promise<void> {
  const app = await AppBuild.create();
  try {
    say('the app');
    const dist = await app.build({});
    const whole = sizeOf(dist);
    const parts = partsOf(dist, PLUGIN);
    const added = new Map<string, AppSize>();
    const leaveOut = async (name: string, without: string) => {
      say(`the app without ${name}`);
      added.set(name, less(whole, sizeOf(await app.build({ without }))));
    };
    await leaveOut('kubevirt', PLUGIN);
    say('the app with an empty plugin');
    const more = sizeOf(await app.build({ empty: true }));
    added.set('an empty plugin', less(more, whole));
    for (const [name, without] of Object.entries(PEERS)) {
      await leaveOut(name, without);
    }
    reportSize({ whole, added, parts });
  } finally {
    app.remove();
  }
}

/** From the user's action until the preview is visible, compared with the scaffolder's own dry run. */
async function benchPreview(): Promise<void> {
  say('the app with a cluster');
  const app = await startApp('start:cluster');
  let browser: Awaited<ReturnType<typeof openPage>> | undefined;
  // Its own process group, because it would outlive this process.
  const interrupted = () => app.stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    browser = await openPage();
    await enter(browser.page, app);
    const form = new PreviewForm(browser.page, app);
    await form.open();
    reportPreview(await rounds(form));
  } finally {
    await browser?.close();
    await app.stop();
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  }
}

interface Times {
  next: PreviewTime[];
  answer: PreviewTime[];
  floor: number[];
}

async function rounds(form: PreviewForm): Promise<Times> {
  const times: Times = { next: [], answer: [], floor: [] };
  let template: object | undefined;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const mtu = FIRST_MTU + 2 * (round + WARM_UP);
    const { time: answer } = await form.byAnswer(mtu);
    const { time: next, asked } = await form.byNext(mtu + 1);
    template ??= await readTemplate(asked);
    const floor = await dryRun(asked, template);
    if (round >= 0) {
      times.next.push(next);
      times.answer.push(answer);
      times.floor.push(floor);
    }
    say(`preview ${round + 1} of ${ROUNDS}: ${next.all.toFixed(0)} ms`);
  }
  return times;
}

function reportSize(options: {
  whole: AppSize;
  added: Map<string, AppSize>;
  parts: PartSize[];
}): void {
  const { whole, added, parts } = options;
  const cells = (...sizes: Bytes[]) =>
    sizes.flatMap(({ raw, gzip }) => [kb(raw), kb(gzip)]);
  process.stdout.write('\nwhat is added to the app, in kB\n');
  row('', ['JS at start', 'gzip', 'JS later', 'gzip', 'CSS', 'gzip']);
  for (const [name, { first, later, css }] of added) {
    row(name, cells(first, later, css));
  }
  row('the whole app', cells(whole.first, whole.later, whole.css));
  process.stdout.write('\nchunks with code of the plugin, in kB\n');
  row('', ['chunks', 'JS', 'gzip']);
  for (const { part, chunks, size } of parts) {
    row(part, [String(chunks), ...cells(size)]);
  }
  const ours = added.get('kubevirt')!;
  process.stdout.write('\nkubevirt, gzip\n');
  row('', ['at start', 'in all']);
  for (const [name, other] of added) {
    if (other !== ours) {
      row(`× ${name}`, [
        ratio(ours.first.gzip, other.first.gzip),
        ratio(total(ours), total(other)),
      ]);
    }
  }
  row('of the whole app', [
    percent(ours.first.gzip, whole.first.gzip),
    percent(total(ours), total(whole)),
  ]);
}

function reportPreview({ next, answer, floor }: Times): void {
  process.stdout.write(
    `\n${ROUNDS} previews of each kind, after ${WARM_UP} that do not count\n`,
  );
  row('', ['p50 ms', 'p95 ms', '× floor p50', '× floor p95']);
  const print = (name: string, values: number[]) =>
    row(name, [
      percentile(values, 0.5).toFixed(0),
      percentile(values, 0.95).toFixed(0),
      ratio(percentile(values, 0.5), percentile(floor, 0.5)),
      ratio(percentile(values, 0.95), percentile(floor, 0.95)),
    ]);
  print('dry run alone (floor)', floor);
  for (const [name, times] of Object.entries({ Next: next, answer })) {
    const of = (key: keyof PreviewTime) => times.map(time => time[key]);
    print(`${name} to preview`, of('all'));
    print('  until the request', of('before'));
    print('  the request', of('request'));
    print('  until it is seen', of('after'));
  }
}

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1];
}

function kb(bytes: number): string {
  // A few bytes less must not show as "-0.0".
  return (Math.round(bytes / 100) / 10 || 0).toFixed(1);
}

function percent(a: number, b: number): string {
  return `${((100 * a) / b).toFixed(1)} %`;
}

/**
 * What the plugin adds to an app's scripts and styles, and how long a preview takes in a real browser with the real
 * backend and a control plane.
 */
export async function benchFrontend(): Promise<void> {
  process.stdout.write(`\n${machine()}; load ${load()} at the start\n`);
  await benchSize();
  await benchPreview();
  process.stdout.write(`\nload ${load()} at the end\n`);
}
