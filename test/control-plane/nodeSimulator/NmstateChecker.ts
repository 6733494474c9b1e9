import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CRATE = join(import.meta.dirname, '../nmstate');

/** Judges desired states by nmstate's own parser. */
export class NmstateChecker {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (error?: string) => void>();
  #last = 0;

  private constructor(binary: string) {
    this.#child = spawn(binary, { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface(this.#child.stdout!).on('line', line => {
      const { id, error } = JSON.parse(line);
      this.#waiting.get(id)?.(error);
      this.#waiting.delete(id);
    });
  }

  /** Builds it with cargo, which is quick when nothing changed; `missing` says why there is none. */
  static async start(): Promise<NmstateChecker | { missing: string }> {
    try {
      await run('cargo', ['build', '--release', '--locked', '--quiet'], {
        cwd: CRATE,
        maxBuffer: 16 * 1024 * 1024,
      });
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') {
        return { missing: 'cargo is not in the PATH' };
      }
      throw error;
    }
    return new NmstateChecker(join(CRATE, 'target/release/nmstate-checker'));
  }

  /** nmstate's objection, or undefined. */
  check(desiredState: unknown): Promise<string | undefined> {
    this.#last += 1;
    const id = this.#last;
    return new Promise(resolve => {
      this.#waiting.set(id, resolve);
      this.#child.stdin!.write(`${JSON.stringify({ id, desiredState })}\n`);
    });
  }

  /** It ends with its input. */
  stop(): void {
    this.#child.stdin!.end();
  }
}
