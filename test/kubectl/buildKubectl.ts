import { join } from 'node:path';
import { buildProgram, whyNoGo } from '../go/goBuild.ts';

const MODULE = import.meta.dirname;
const BIN = join(MODULE, 'bin');

let built: Promise<string | { missing: string }> | undefined;

/**
 * kubectl, built unless Go has it cached; `missing` names what this
 * machine lacks to build it.
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
  await buildProgram({ name: 'kubectl', module: MODULE, binary });
  return binary;
}

/** Known at once, as a suite is skipped when it is defined. */
export function whyNoKubectl(): string | undefined {
  return whyNoGo([MODULE]);
}
