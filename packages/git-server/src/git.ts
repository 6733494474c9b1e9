import { spawn } from 'node:child_process';

/** Runs git with some input and gives what it prints, without the final line break. */
export async function git(
  args: string[],
  options: { input?: string; env?: Record<string, string> } = {},
): Promise<string> {
  const child = spawn('git', args, {
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const chunks = { out: '', err: '' };
  child.stdout.on('data', data => (chunks.out += data));
  child.stderr.on('data', data => (chunks.err += data));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`git ${args[0]} ended with ${code}: ${chunks.err.trim()}`);
  }
  return chunks.out.trimEnd();
}
