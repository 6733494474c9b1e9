import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/**
 * The demo as `npm start` runs it, with one more configuration file on top and the variables that it names; further
 * arguments of the command line go to `backstage-cli`. Ends with its exit code.
 */
export async function runBackstage(options: {
  config: string;
  env: Record<string, string>;
}): Promise<number> {
  const args = process.argv.slice(2);
  const backstage = spawn(
    'backstage-cli',
    [
      ...['repo', 'start', ...args.filter(arg => !arg.startsWith('-'))],
      // Relative to the package that is started.
      ...['--config', join(ROOT, 'app-config.yaml')],
      ...['--config', join(ROOT, options.config)],
      ...args.filter(arg => arg.startsWith('-')),
    ],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...options.env } },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => backstage.kill(signal));
  }
  const [code] = await once(backstage, 'exit');
  return code ?? 0;
}
