const around = (names: string[]) =>
  names.flatMap(name => [name, `a/${name}`, `${name}/b.yaml`]);
const words = ([text]: TemplateStringsArray) => text.trim().split(/\s+/);
/** Separated by "|", for paths with spaces or escapes. */
const texts = (text: string) => text.split('|');

const traversal = [
  ...words`.. ../x ../../etc/passwd a/.. a/../b a/../../b . ./a a/. a/./b ... a/... .../a ..%2fx %2e%2e/x %2e%2e%2fx
    ..%5cx ..%c0%af %252e%252e/x ..;/x ‥/x …/x`,
  ...texts('. .|.. | ..|..\\x|a\\..\\b|..\0/x|\uff0e\uff0e/x|\u2024\u2024/x'),
  ...texts('.\u200b./x|..\u200d/x|a/..\n|..\t/x'),
];

const elsewhere = [
  ...words`/ /etc/passwd //host/share /// ///x /a/../b ~ ~/x ~root/x a/~ C: C:x C:/x //./NUL //?/C:/x file:///etc/passwd
    http://a/b $HOME/x %TEMP%/x @a !a a* a? [a] {a,b} a;b a&b a>b a<b a'b a"b a#b a=b a,b a+b a^b (a) a:b a::$DATA
    a:$I30:$INDEX_ALLOCATION a|b $(id) $@`,
  ...texts(
    'c:\\x|C:\\Windows\\x|\\|\\x|\\\\host\\share|\\\\?\\C:\\x|\\/x|/\\x',
  ),
  ...texts('\\\\.\\NUL|`id`|${HOME}|a\\b|a\\'),
];

const unseen = [
  ...texts('|/a|a/|a//b|a///b| | a|a |a b|a/ |a/ /b|\0|a\0|a\0.yaml|a\nb|a\rb'),
  ...texts(
    'a\tb|\n|a\n|a\x07b|a\x1bb|a\x7fb|a\u0085b|a\u00a0b|a\u00adb|a\u200bb',
  ),
  ...texts('a\u200eb|a\u2028b|a\u2029b|a\u2060b|\ufeffa|a\u202eb|\u202elmay.a'),
  ...texts('a\u2066b\u2069|a\u061cb|a\u3000b|\ud800|a\udc00b|\udc00\ud800'),
  ...texts(
    'a/\ud800/b|\u{1f424}|a\u{e0001}|a\u2044b|a\u2215b|a\u29f8b|a\uff0fb',
  ),
  ...texts(
    'a\u2571b|a\uff3cb|a\u2216b|a\ufe68b|\xe4.yaml|a\u0308.yaml|\u0430.yaml',
  ),
  ...texts(
    '\ufb01le.yaml|\u212a8s.yaml|\uff43\uff4f\uff4e|a\uff0eyaml|\u0130|\xdf',
  ),
];

const gitFolders = [
  ...around(words`.git .GIT .Git .giT .git. .git... .git:x git~1 GIT~1 git~2`),
  ...around(words`.git::$INDEX_ALLOCATION .gıt .gİt .ｇｉｔ`),
  ...around(texts('.git |.git. .|.g\u200cit|.gi\u200dt|\u200e.git|.git\u200f')),
  ...around(texts('.\u206agit|.git\ufeff|.g\u00adit|\uff0egit|.git\\config')),
  ...words`.git/config .git/hooks/pre-commit a/.git/HEAD .gitmodules .gitattributes .gitignore .github/workflows/x.yaml
    .gitea/workflows/x.yaml .gitlab-ci.yml .env .npmrc a/.hidden gitmod~1 GI7EBA~1 PROGRA~1 .bashrc .ssh/id .-`,
];

const digits = Array.from({ length: 10 }, (_, i) => i);
const devices = [
  ...around(words`CON PRN AUX NUL CONIN$ CONOUT$ con Nul`),
  ...digits.flatMap(i => [`COM${i}`, `lpt${i}`, `com${i}.yaml`]),
  ...digits.map(i => `a/Lpt${i}.x.y`),
  ...words`con.yaml aux.tar.gz a/prn.txt/b nul. nul: AUX.c com¹ COM².yaml lpt³ conin$.yaml CLOCK$`,
  ...texts('NUL |con .yaml|co\u200bn|con\0'),
];

const shapes = [
  ...around(words`a. a.. a... a.yaml. - -a --help -rf -- -.`),
  ...['a'.repeat(256), `b/${'a'.repeat(256)}`, `${'a'.repeat(252)}.yaml`],
  ...[`${'a/'.repeat(512)}a`, 'a'.repeat(100_000), '/'.repeat(2000)],
  ...['../'.repeat(300), `${'a/'.repeat(700)}b.yaml`, '\xe4'.repeat(128)],
];

/** Paths that lead outside, hide something, or mean something else on another system. */
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

/** Ordinary paths. */
export const legitimatePaths = [
  ...words`README.md LICENSE Makefile Dockerfile kustomization.yaml a A 0 _ _a __init__.py a- a_ a--b a..b a.b.c
    clusters/demo/nodes/vlan-1085-policy-c7000.yaml clusters/demo/namespaces/demo/virtual-machine-db.yaml
    clusters/demo/namespaces/demo/network-attachment-definition-nad-1085.yaml v1.2.3/x.yaml 1.2.3 base/vm.yml
    overlays/prod/kustomization.yaml manifests/policy.yaml.njk CON1 com console.yaml context.yaml auxiliary/a.yaml
    nullable.json prnt com10 COM10.yaml lpt lpt10.x lptx company/a.yaml a/NULL git git/config git-1 gitops/a.yaml GIT
    a.git repo.git/HEAD a.con a-nul x_aux con-fig nul_ a/b/c/d/e/f/g/h/i/j/k/l.yaml UPPER/lower.YAML x.tar.gz
    Chart.yaml charts/app-0.1.0.tgz 2024 env/prod-eu-1/vm_01.yaml`,
  ...['a'.repeat(255), `${'a'.repeat(250)}.yaml`, `${'a/'.repeat(511)}bb`],
];
