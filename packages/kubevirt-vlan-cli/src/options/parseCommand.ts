import { parseArgs } from 'node:util';
import { UsageError } from './UsageError';

export const FORMATS = ['text', 'json', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

/** The arguments of `check` as they were typed; no path is resolved yet. */
export interface CheckOptions {
  paths: string[];
  config: string[];
  vlans: string[];
  cluster?: string;
  repo?: string;
  kubeconfig?: string;
  context?: string;
  format: Format;
  output?: string;
  helpUri?: string;
  warningsAsErrors: boolean;
}

export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | { name: 'check'; options: CheckOptions };

// The parser lets all of them be repeated: otherwise it would silently take the last one.
const text = { type: 'string', multiple: true } as const;
const OPTIONS = {
  config: text,
  vlans: text,
  cluster: text,
  repo: text,
  kubeconfig: text,
  context: text,
  format: text,
  output: text,
  'help-uri': text,
  'warnings-as-errors': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** @throws UsageError that names the wrong argument. */
export function parseCommand(argv: string[]): Command {
  const { values, positionals } = split(argv);
  if (values.help) {
    return { name: 'help' };
  }
  if (values.version) {
    return { name: 'version' };
  }
  const [name, ...paths] = positionals;
  if (name !== 'check') {
    throw new UsageError(
      `found ${
        name === undefined ? 'no command' : `the command "${name}"`
      }, allowed: check`,
    );
  }
  if (paths.length === 0) {
    throw new UsageError('found nothing to check, allowed: folders and files');
  }
  const once = (key: keyof typeof values & string) =>
    single(key, values[key] as string[] | undefined);
  const options: CheckOptions = {
    paths,
    config: values.config ?? [],
    vlans: values.vlans ?? [],
    cluster: once('cluster'),
    repo: once('repo'),
    kubeconfig: once('kubeconfig'),
    context: once('context'),
    format: formatOf(once('format')),
    output: once('output'),
    helpUri: helpUriOf(once('help-uri')),
    warningsAsErrors: values['warnings-as-errors'] ?? false,
  };
  if (options.context !== undefined && options.kubeconfig === undefined) {
    throw new UsageError(
      'found --context without --kubeconfig, allowed: both, or neither',
    );
  }
  [...paths, ...options.config, ...options.vlans].forEach(notEmpty);
  return { name: 'check', options };
}

function split(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Its first sentence says what is wrong, the others how to name a file that begins with "-".
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function single(key: string, found?: string[]): string | undefined {
  if (found && found.length > 1) {
    throw new UsageError(`found --${key} ${found.length} times, allowed: once`);
  }
  found?.forEach(notEmpty);
  return found?.[0];
}

/** A script passes an empty argument for a variable that is not set. */
function notEmpty(value: string): void {
  if (value === '') {
    throw new UsageError('found an empty argument, allowed: a value');
  }
}

function formatOf(found = 'text'): Format {
  const format = FORMATS.find(known => known === found);
  if (!format) {
    throw new UsageError(
      `found --format ${found}, allowed: ${FORMATS.join(', ')}`,
    );
  }
  return format;
}

function helpUriOf(found: string | undefined): string | undefined {
  if (found !== undefined && !/^https?:$/.test(protocolOf(found))) {
    throw new UsageError(
      `found --help-uri ${found}, allowed: a URL that begins with https:// or http://`,
    );
  }
  return found?.replace(/\/+$/, '');
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
