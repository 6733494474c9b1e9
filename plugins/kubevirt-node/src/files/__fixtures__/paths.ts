const around = (names: string[]) =>
  names.flatMap(name => [name, `a/${name}`, `${name}/b.yaml`]);

const traversal = [
  ...['..', '../x', '../../etc/passwd', 'a/..', 'a/../b', 'a/../../b', '.'],
  ...['./a', 'a/.', 'a/./b', '...', 'a/...', '.../a', '. .', '.. ', ' ..'],
  ...['..\\x', 'a\\..\\b', '..%2fx', '%2e%2e/x', '%2e%2e%2fx', '..%5cx'],
  ...['..%c0%af', '%252e%252e/x', '..;/x', '..\u0000/x', '‥/x', '…/x'],
  ...['\uff0e\uff0e/x', '\u2024\u2024/x', '.\u200b./x', '..\u200d/x'],
];

const elsewhere = [
  ...['/', '/etc/passwd', '//host/share', '///x', '/a/../b', '~', '~/x'],
  ...['~root/x', 'a/~', 'C:', 'C:x', 'C:/x', 'c:\\x', 'C:\\Windows\\x'],
  ...['\\', '\\x', '\\\\host\\share', '\\\\?\\C:\\x', '\\\\.\\NUL', '//./NUL'],
  ...[
    '//?/C:/x',
    '\\/x',
    '/\\x',
    'file:///etc/passwd',
    'http://a/b',
    '$HOME/x',
  ],
  ...['%TEMP%/x', '${HOME}', '$(id)', '`id`', '@a', '!a', 'a*', 'a?', '[a]'],
  ...['{a,b}', 'a|b', 'a;b', 'a&b', 'a>b', 'a<b', "a'b", 'a"b', 'a#b', 'a=b'],
  ...[
    'a,b',
    'a+b',
    'a^b',
    '(a)',
    'a:b',
    'a::$DATA',
    'a:$I30:$INDEX_ALLOCATION',
  ],
];

const unseen = [
  ...['', '/a', 'a/', 'a//b', 'a///b', ' ', ' a', 'a ', 'a b', 'a/ ', 'a/ /b'],
  ...['\u0000', 'a\u0000', 'a\u0000.yaml', 'a\nb', 'a\rb', 'a\tb', '\n', 'a\n'],
  ...['a\u0007b', 'a\u001bb', 'a\u007fb', 'a\u0085b', 'a\u00a0b', 'a\u00adb'],
  ...['a\u200bb', 'a\u200eb', 'a\u2028b', 'a\u2029b', 'a\u2060b', '\ufeffa'],
  ...['a\u202eb', '\u202eyaml.a', 'a\u2066b\u2069', 'a\u061cb', 'a\u3000b'],
  ...[
    '\ud800',
    'a\udc00b',
    '\udc00\ud800',
    'a/\ud800/b',
    '\u{1f424}',
    'a\u{e0001}',
  ],
  ...['a\u2044b', 'a\u2215b', 'a\u29f8b', 'a\uff0fb', 'a\u2571b', 'a\uff3cb'],
  ...[
    'a\u2216b',
    'a\ufe68b',
    'ä.yaml',
    'a\u0308.yaml',
    '\u0430.yaml',
    'ﬁle.yaml',
  ],
  ...['\u212a8s.yaml', 'ｃｏｎ', 'a\uff0eyaml', 'İ.yaml', 'ß', 'файл', '文件'],
];

const gitFolders = [
  ...around([
    '.git',
    '.GIT',
    '.Git',
    '.giT',
    '.git ',
    '.git.',
    '.git...',
    '.git. .',
  ]),
  ...around([
    '.g\u200cit',
    '.gi\u200dt',
    '\u200e.git',
    '.git\u200f',
    '.\u206agit',
  ]),
  ...around([
    '.git\ufeff',
    '.g\u00adit',
    '.git::$INDEX_ALLOCATION',
    '.git:x',
    'git~1',
  ]),
  ...around([
    'GIT~1',
    'git~2',
    '\uff0egit',
    '.g\u0131t',
    '.g\u0130t',
    '.ｇｉｔ',
  ]),
  ...['.git/config', '.git/hooks/pre-commit', 'a/.git/HEAD', '.git\\config'],
  ...[
    '.gitmodules',
    '.gitattributes',
    '.gitignore',
    '.github/workflows/x.yaml',
  ],
  ...[
    '.gitea/workflows/x.yaml',
    '.gitlab-ci.yml',
    '.env',
    '.npmrc',
    'a/.hidden',
  ],
  ...['gitmod~1', 'GI7EBA~1', 'PROGRA~1', '.bashrc', '.ssh/id_ed25519', '.-'],
];

const digits = Array.from({ length: 10 }, (_, i) => i);
const devices = [
  ...around(['CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$', 'con', 'Nul']),
  ...digits.flatMap(i => [
    `COM${i}`,
    `lpt${i}`,
    `com${i}.yaml`,
    `a/Lpt${i}.x.y`,
  ]),
  ...['con.yaml', 'aux.tar.gz', 'a/prn.txt/b', 'nul.', 'NUL ', 'nul:', 'AUX.c'],
  ...[
    'com\u00b9',
    'COM\u00b2.yaml',
    'lpt\u00b3',
    'conin$.yaml',
    'CLOCK$',
    'co\u200bn',
  ],
];

const shapes = [
  ...around([
    'a.',
    'a..',
    'a...',
    'a.yaml.',
    '-',
    '-a',
    '--help',
    '-rf',
    '--',
    '-.',
  ]),
  ...['a'.repeat(256), `b/${'a'.repeat(256)}`, `${'a'.repeat(252)}.yaml`],
  ...['a/'.repeat(512) + 'a', 'a'.repeat(100_000), '/'.repeat(2000)],
  ...['../'.repeat(300), `${'a/'.repeat(700)}b.yaml`, 'ä'.repeat(128)],
];

/** Paths that lead elsewhere, hide something, or are something else on another system. */
export const hostilePaths = [
  ...new Set([
    ...traversal,
    ...elsewhere,
    ...unseen,
    ...gitFolders,
    ...devices,
    ...shapes,
  ]),
];

/** Paths as people have them. */
export const legitimatePaths = [
  ...['README.md', 'LICENSE', 'Makefile', 'Dockerfile', 'kustomization.yaml'],
  ...[
    'a',
    'A',
    '0',
    '_',
    '_a',
    '__init__.py',
    'a-',
    'a_',
    'a--b',
    'a..b',
    'a.b.c',
  ],
  ...[
    'clusters/demo/nodes/vlan-1085-policy-c7000.yaml',
    'v1.2.3/x.yaml',
    '1.2.3',
  ],
  ...[
    'clusters/demo/namespaces/demo/network-attachment-definition-nad-1085.yaml',
  ],
  ...['clusters/demo/namespaces/demo/virtual-machine-db.yaml', 'base/vm.yml'],
  ...[
    'overlays/prod/kustomization.yaml',
    'manifests/policy.yaml.njk',
    'CON1',
    'com',
  ],
  ...[
    'console.yaml',
    'context.yaml',
    'auxiliary/a.yaml',
    'nullable.json',
    'prnt',
  ],
  ...[
    'com10',
    'COM10.yaml',
    'lpt',
    'lpt10.x',
    'lptx',
    'company/a.yaml',
    'a/NULL',
  ],
  ...[
    'git',
    'git/config',
    'git-1',
    'gitops/a.yaml',
    'GIT',
    'a.git',
    'repo.git/HEAD',
  ],
  ...[
    'a.con',
    'a-nul',
    'x_aux',
    'con-fig',
    'nul_',
    'a/b/c/d/e/f/g/h/i/j/k/l.yaml',
  ],
  ...[
    'UPPER/lower.YAML',
    'x.tar.gz',
    'Chart.yaml',
    'charts/app-0.1.0.tgz',
    '2024',
  ],
  ...['a'.repeat(255), `${'a'.repeat(250)}.yaml`, `${'a/'.repeat(511)}bb`],
];
