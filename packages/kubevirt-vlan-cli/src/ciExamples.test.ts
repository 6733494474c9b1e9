import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { Folder } from './__testUtils__/Folder';
import { ROOT, seedFiles } from './__testUtils__/gitOpsRepo';
import { main } from './main';
import { parseCommand } from './options/parseCommand';

const BIN = 'packages/kubevirt-vlan-cli/bin/kubevirt-vlan';

/** The command lines of the CLI among all texts of a pipeline. */
function commandLines(value: unknown): string[] {
  if (typeof value === 'string') {
    return value.split('\n').filter(line => line.includes(`${BIN} `));
  }
  return value !== null && typeof value === 'object'
    ? Object.values(value).flatMap(commandLines)
    : [];
}

describe.each(['github-actions.yaml', 'gitlab-ci.yaml'])('docs/ci/%s', name => {
  const text = readFileSync(join(ROOT, 'docs/ci', name), 'utf8');
  const document = parseDocument(text);
  const lines = commandLines(document.toJS());
  const argv = (lines[0] ?? '').split(`${BIN} `)[1].split(' ');

  it('is YAML, with one command line that the parser takes', () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(parseCommand(argv)).toMatchObject({
      name: 'check',
      options: { repo: '.', output: expect.any(String) },
    });
  });

  it('passes on the seed case', async () => {
    const files = seedFiles();
    const folder = new Folder({
      ...files,
      'app-config.kubevirt.yaml': files['app-config.yaml'],
      'vlans/vlans.yaml': files['catalog/vlans.yaml'],
    });
    const io = { out: jest.fn(), err: jest.fn(), now: () => new Date() };
    const code = await main(argv, { ...io, cwd: folder.path, env: {} });
    expect([code, io.err.mock.calls]).toEqual([0, []]);
    const output = argv[argv.indexOf('--output') + 1];
    expect(JSON.parse(folder.read(output))).toHaveProperty('version');
    folder.remove();
  });
});
