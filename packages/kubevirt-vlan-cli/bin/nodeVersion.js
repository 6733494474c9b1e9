// Runs before anything else, also on a Node that is too old for the rest: no new syntax here, and no dependencies.

const OLDEST = 22;

/**
 * Why the command can't run on a version of Node; undefined where it can.
 *
 * @param {string} version - as in `process.versions.node`
 */
function refusal(version) {
  return parseInt(version, 10) >= OLDEST
    ? undefined
    : `found Node ${version}, allowed: 22 or 24; install one of them, or run "npm run check -- <folder>" in the checkout, which brings its own`;
}

module.exports = { refusal };
