/**
 * The direction of the house: which folder and which package may import which. `npm run lint` runs it; what it forbids
 * is drawn in docs/ARCHITECTURE.md.
 */
const COMMON = '^plugins/kubevirt-common/src';

/** The folders of kubevirt-common from the bottom to the top; a folder imports from the rows below its own, and its own row. */
const ROWS = [
  ['values'],
  ['model', 'naming', 'request'],
  ['manifests'],
  ['plan', 'vlan', 'progress', 'merge', 'entities'],
  ['check'],
  ['api'],
];

/** Packages from the bottom to the top; a package imports those that it lists. */
const PACKAGES = {
  'plugins/kubevirt-common': [],
  'plugins/kubevirt-node': ['plugins/kubevirt-common'],
  'plugins/gitops-node': ['plugins/kubevirt-common', 'plugins/kubevirt-node'],
  'plugins/scaffolder-backend-module-kubevirt': [
    'plugins/kubevirt-common',
    'plugins/kubevirt-node',
    'plugins/gitops-node',
  ],
  'plugins/catalog-backend-module-kubevirt': [
    'plugins/kubevirt-common',
    'plugins/kubevirt-node',
  ],
  'plugins/kubevirt-backend': [
    'plugins/kubevirt-common',
    'plugins/kubevirt-node',
    'plugins/gitops-node',
  ],
  'plugins/kubevirt': ['plugins/kubevirt-common'],
  'packages/kubevirt-vlan-cli': [
    'plugins/kubevirt-common',
    'plugins/kubevirt-node',
  ],
  'packages/test-kit': [
    'plugins/kubevirt-common',
    'plugins/kubevirt-node',
    'plugins/gitops-node',
    'plugins/scaffolder-backend-module-kubevirt',
    'plugins/catalog-backend-module-kubevirt',
    'plugins/kubevirt-backend',
    'plugins/kubevirt',
  ],
};

/** Tests and what only they use may look anywhere. */
const TESTS = '\\.test\\.tsx?$|/__[a-zA-Z]+__/|setupTests';

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that import each other can only be read together.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { circular: true },
    },
    ...ROWS.flatMap((row, i) => {
      const above = ROWS.slice(i + 1).flat();
      return above.length === 0
        ? []
        : [
            {
              name: `common-${row.join('-')}`,
              comment: `${row.join(', ')} must not import ${above.join(', ')}.`,
              severity: 'error',
              from: { path: `${COMMON}/(${row.join('|')})/`, pathNot: TESTS },
              to: { path: `${COMMON}/(${above.join('|')})/` },
            },
          ];
    }),
    ...Object.entries(PACKAGES).map(([name, allowed]) => ({
      name: `package-${name.split('/')[1]}`,
      comment: `${name} may import ${
        allowed.join(', ') || 'no other package'
      }.`,
      severity: 'error',
      from: { path: `^${name}/src`, pathNot: TESTS },
      to: {
        path: '^(plugins|packages|test)/',
        pathNot: [name, ...allowed].map(other => `^${other}/`),
      },
    })),
    {
      name: 'test-kit-in-tests-only',
      comment: 'The helpers of tests must not run in production.',
      severity: 'error',
      from: { pathNot: [TESTS, '^test/', '^packages/test-kit/'] },
      to: { path: '^packages/test-kit/' },
    },
    {
      name: 'no-way-in-but-the-index',
      comment:
        'Another package is imported by its name or one of its exports, not by its files.',
      severity: 'error',
      from: { path: '^((?:plugins|packages)/[^/]+)/src', pathNot: TESTS },
      to: {
        path: '^(?:plugins|packages)/[^/]+/src/',
        pathNot: ['^$1/', '/src/([a-z]+|(cluster|facts|yaml)/index)\\.ts$'],
      },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|/dist/|/dist-types/' },
    enhancedResolveOptions: {
      mainFields: ['main', 'types'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'require', 'import', 'node', 'default'],
    },
  },
};
