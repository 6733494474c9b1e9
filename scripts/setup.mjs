// Installs the dependencies when they are missing or the lock file has changed since. Runs before `npm start` and
// `npm test` on whatever Node the machine has, so: no dependencies, no new syntax.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.setup-stamp');
const lock = readFileSync(join(root, 'package-lock.json'));
const hash = createHash('sha256').update(lock).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const line = text => process.stderr.write(`setup: ${text}\n`);
  line('installing the dependencies, about 2 minutes the first time');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    line(
      `npm ci failed after ${seconds()}; mend what it says above and run again`,
    );
    process.exit(result.status ?? 1);
  }
  writeFileSync(stamp, hash);
  line(`done in ${seconds()}`);
}
