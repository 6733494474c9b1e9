import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const CRUISER = join(ROOT, 'node_modules/.bin/depcruise');
const RULES = join(ROOT, '.dependency-cruiser.cjs');
const COMMON = 'plugins/kubevirt-common/src';

/** The part of dependency-cruiser's output that the tests read. */
interface Cruise {
  summary: {
    violations: Array<{ rule: { name: string }; from: string; to: string }>;
  };
}

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

describe('the rules of lint on the direction of imports', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'direction-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** `rule: from -> to` of each violation in a repository of these files. */
  const violations = async (files: Record<string, string>) => {
    const all = { 'tsconfig.json': '{ "compilerOptions": {} }', ...files };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const args = ['--config', RULES, '--output-type', 'json', '.'];
    const output = await new Promise<string>(done => {
      // Violations make the exit code non-zero; any other failure leaves no JSON.
      execFile(CRUISER, args, { cwd: folder }, (_error, out) => done(out));
    });
    const { summary }: Cruise = JSON.parse(output);
    return summary.violations
      .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
      .sort();
  };

  it('reports a value that imports a check', async () => {
    expect(
      await violations({
        [`${COMMON}/values/address.ts`]: `import { level } from '../check/level';\nexport const address = level;\n`,
        [`${COMMON}/check/level.ts`]: `export const level = 'error';\n`,
      }),
    ).toEqual([
      `common-values: ${COMMON}/values/address.ts -> ${COMMON}/check/level.ts`,
    ]);
  });

  it('reports a circle of types alone', async () => {
    expect(
      await violations({
        [`${COMMON}/model/one.ts`]: `import type { Two } from './two';\nexport type One = Two[];\n`,
        [`${COMMON}/model/two.ts`]: `import type { One } from './one';\nexport type Two = One | string;\n`,
      }),
    ).toEqual([`no-circle: ${COMMON}/model/one.ts -> ${COMMON}/model/two.ts`]);
  });

  it('reports a package that imports one above it', async () => {
    const node = 'plugins/kubevirt-node/src';
    expect(
      await violations({
        [`${COMMON}/plan/plan.ts`]: `import { read } from '../../../kubevirt-node/src/index';\nexport const plan = read;\n`,
        [`${node}/index.ts`]: `export const read = 1;\n`,
      }),
    ).toEqual([
      `package-kubevirt-common: ${COMMON}/plan/plan.ts -> ${node}/index.ts`,
    ]);
  });

  it('reports the test kit in production code', async () => {
    const kit = 'packages/test-kit/src/index.ts';
    const user = 'packages/backend/src/index.ts';
    expect(
      await violations({
        [user]: `import { sample } from '../../test-kit/src/index';\nexport const used = sample;\n`,
        [kit]: `export const sample = 1;\n`,
      }),
    ).toEqual([`test-kit-in-tests-only: ${user} -> ${kit}`]);
  });

  it('allows a check to import a value, and a test to import anything', async () => {
    const imports = (path: string) =>
      `import { value } from '${path}';\nexport const used = value;\n`;
    expect(
      await violations({
        [`${COMMON}/values/value.ts`]: `export const value = 1;\n`,
        [`${COMMON}/check/value.ts`]: imports('../values/value'),
        [`${COMMON}/values/value.test.ts`]: imports('../check/value'),
      }),
    ).toEqual([]);
  });
});
