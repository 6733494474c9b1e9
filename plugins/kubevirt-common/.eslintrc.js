module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // A property that fast-check asserts is an assertion too.
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect', 'fc.assert'] },
    ],
  },
});
