module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Only tests import the test kit: dependency-cruiser's rules say so.
    '@backstage/no-mixed-plugin-imports': [
      'warn',
      { excludedTargetPackages: ['kubevirt-vlan-test-kit'] },
    ],
    // A property that fast-check asserts is an assertion too.
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect', 'fc.assert'] },
    ],
  },
});
