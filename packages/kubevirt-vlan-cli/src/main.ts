import { InputError, isError } from '@backstage/errors';
import { version } from '../package.json';
import { Io } from './io';
import { parseCommand } from './options/parseCommand';
import { HELP, USAGE } from './options/usage';
import { UsageError } from './options/UsageError';
import { printable } from './report/printable';

/** Exit codes that callers may rely on. */
export const EXIT = { fine: 0, findings: 1, notChecked: 2 } as const;

/** Runs one command line; resolves to the exit code and never rejects. */
export async function main(argv: string[], io: Io): Promise<number> {
  try {
    const command = parseCommand(argv);
    switch (command.name) {
      case 'help':
        io.out(HELP);
        return EXIT.fine;
      case 'version':
        io.out(`${version}\n`);
        return EXIT.fine;
      default:
        return (await checkModule().runCheck(command.options, io))
          ? EXIT.fine
          : EXIT.findings;
    }
  } catch (error) {
    const message = messageOf(error);
    // Line by line: the YAML parser shows the place in the file on the lines below its message.
    message
      .split('\n')
      .forEach((line, i) =>
        io.err(`${i === 0 ? 'kubevirt-vlan: ' : '  '}${printable(line)}\n`),
      );
    if (error instanceof UsageError) {
      io.err(`${USAGE}\n`);
    }
    return EXIT.notChecked;
  }
}

/**
 * Loaded when it is needed: help and usage errors come without the checks and all that they load. By the name of this
 * package, which leads to the sources in the checkout and to the build where it is installed.
 */
function checkModule(): typeof import('./check/runCheck') {
  return require('@kubevirt-vlan/cli/check');
}

function messageOf(error: unknown): string {
  if (error instanceof InputError || error instanceof UsageError) {
    return error.message;
  }
  return `a fault of the command itself, please report it: ${
    isError(error) ? `${error.name}: ${error.message}` : String(error)
  }`;
}
