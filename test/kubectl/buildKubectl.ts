import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { announced, go, whyNoGo } from '../go/goBuild.ts';

const MODULE = import.meta.dirname;
const BIN = join(MODULE, 'bin');

let built: Promise<string | { missing: string }> | undefined;

/**
 * kubectl, built unless Go has it cached; `missing` says what there is not on
 * this machine to build it with.
 */
export function kubectlBinary(): Promise<string | { missing: string }> {
  built ??= build();
  return built;
}

async function build(): Promise<string | { missing: string }> {
  const missing = whyNoKubectl();
  if (missing) {
    return { missing };
  }
  const binary = join(BIN, 'kubectl');
  mkdirSync(BIN, { recursive: true });
  await announced('kubectl', async () => {
    await go({
      folder: MODULE,
      args: [
        'build',
        '-trimpath',
        '-buildvcs=false',
        '-ldflags=-s -w',
        `-o=${binary}`,
        '.',
      ],
      // The folder is that of the result, for the reason that
      // buildControlPlane.ts has.
      env: { GOTMPDIR: BIN },
    });
  });
  return binary;
}

/** Known at once, as a suite is skipped when it is defined. */
export function whyNoKubectl(): string | undefined {
  return whyNoGo([MODULE]);
}
