import { parseCommand } from './parseCommand';
import { UsageError } from './UsageError';

describe('parseCommand', () => {
  it('reads all options', () => {
    expect(
      parseCommand(
        'check a b --config 1 --config 2 --cluster demo --repo . --kubeconfig k --context c --vlans v --vlans w --format sarif --output o --help-uri https://x.example/checks/ --warnings-as-errors'.split(
          ' ',
        ),
      ),
    ).toEqual({
      name: 'check',
      options: {
        paths: ['a', 'b'],
        config: ['1', '2'],
        vlans: ['v', 'w'],
        cluster: 'demo',
        repo: '.',
        kubeconfig: 'k',
        context: 'c',
        format: 'sarif',
        output: 'o',
        helpUri: 'https://x.example/checks',
        warningsAsErrors: true,
      },
    });
  });

  it('has defaults for all options', () => {
    expect(parseCommand(['check', 'a'])).toMatchObject({
      options: {
        config: [],
        vlans: [],
        format: 'text',
        warningsAsErrors: false,
      },
    });
  });

  it.each([['--help'], ['-h'], ['check', '--help'], ['check', 'a', '-h']])(
    'gives help for %s',
    (...argv) => {
      expect(parseCommand(argv)).toEqual({ name: 'help' });
    },
  );

  it('reads --version', () => {
    expect(parseCommand(['--version'])).toEqual({ name: 'version' });
  });

  it('reads everything after "--" as files', () => {
    expect(parseCommand(['check', '--', '--cluster'])).toMatchObject({
      options: { paths: ['--cluster'], cluster: undefined },
    });
  });

  it.each([
    [[], 'no command'],
    [['apply', 'x'], 'the command "apply"'],
    [['check'], 'nothing to check'],
    [['check', ''], 'an empty argument'],
    [['check', 'a', '--repo', ''], 'an empty argument'],
    [['check', 'a', '--repo='], 'an empty argument'],
    [['check', 'a', '--fix'], '--fix'],
    [['check', 'a', '--cluster'], '--cluster'],
    [['check', 'a', '--cluster', '--repo', 'x'], '--cluster'],
    [['check', 'a', '--warnings-as-errors=no'], '--warnings-as-errors'],
    [['check', 'a', '--cluster', 'x', '--cluster', 'y'], '--cluster 2 times'],
    [['check', 'a', '--format', 'xml'], 'allowed: text, json, sarif'],
    [['check', 'a', '--context', 'x'], 'without --kubeconfig'],
    [['check', 'a', '--help-uri', 'docs'], 'https://'],
    // eslint-disable-next-line no-script-url
    [['check', 'a', '--help-uri', 'javascript:alert(1)'], 'https://'],
  ])('refuses %j', (argv, message) => {
    expect(() => parseCommand(argv)).toThrow(UsageError);
    expect(() => parseCommand(argv)).toThrow(message);
  });
});
