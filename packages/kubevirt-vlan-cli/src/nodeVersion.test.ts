import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from './__testUtils__/gitOpsRepo';
import { runBinWith } from './__testUtils__/runBin';

jest.setTimeout(60_000);

const { refusal } = require('../bin/nodeVersion');

const PRETEND = join(__dirname, '__testUtils__/pretendNode20.cjs');

const majorOf = (node: string) =>
  Number(/^v(\d+)\./.exec(String(execFileSync(node, ['--version'])))?.[1]);

/** The Nodes of this machine that are too old, as `which -a node` has them. */
const oldNodes = (process.env.PATH ?? '')
  .split(delimiter)
  .map(path => join(path, 'node'))
  .filter(path => existsSync(path) && majorOf(path) < 22);

describe('the version of Node', () => {
  it.each(['22.0.0', '22.23.3', '24.21.0', '26.0.0'])('takes %s', version => {
    expect(refusal(version)).toBeUndefined();
  });

  it.each(['0.10.48', '18.20.8', '20.20.2', '21.7.3', ''])(
    'refuses "%s"',
    version => {
      expect(refusal(version)).toMatch(
        `found Node ${version}, allowed: 22 or 24; `,
      );
    },
  );

  it.each([
    [`${process.execPath} that says it is Node 20`, process.execPath, PRETEND],
    ...oldNodes.map(node => [node, node, undefined]),
  ])(
    'is refused in one line and not checked: 2, by %s',
    async (_, node, pre) => {
      const { code, out, err } = await runBinWith({
        ...{ cwd: ROOT, args: ['check', 'clusters'], node },
        nodeArgs: pre === undefined ? [] : ['--require', pre],
      });
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(
        /^kubevirt-vlan: found Node \d+\.\d+\.\d+, allowed: 22 or 24; [^\n]+\n$/,
      );
    },
  );
});
