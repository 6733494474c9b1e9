import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A clock that all processes of one machine share, in milliseconds. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** A mutation that a provider handed to its connection. */
export interface Mutation {
  type: 'full' | 'delta';
  /** By `now()`: when it was handed over, and when it was applied. */
  begun: number;
  at: number;
  added: number;
  removed: number;
  /** Of the entities added, where they are few. */
  refs: string[];
}

type Handlers = Record<string, (args: any) => unknown>;

/** In a child process: answers the calls of the parent, and ends with it. */
export function serve(handlers: Handlers): void {
  process.on('message', async ({ id, name, args }: any) => {
    try {
      process.send!({ id, result: await handlers[name](args) });
    } catch (error) {
      process.send!({ id, error: (error as Error).stack });
    }
  });
  process.on('disconnect', () => process.exit());
}

/** A process of its own, so that its memory and its CPU are its own, too. */
export class Child {
  readonly mutations: Mutation[] = [];
  readonly #calls = new Map<
    number,
    { resolve: (value: any) => void; reject: (error: Error) => void }
  >();
  readonly #child: ChildProcess;

  constructor(file: string, args: string[] = []) {
    this.#child = fork(join(__dirname, file), args, {
      execArgv: [...process.execArgv, '--expose-gc'],
      env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
      // Results alone go to stdout.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    this.#child.on('message', ({ id, result, error, mutation }: any) => {
      if (mutation) {
        this.mutations.push(mutation);
        return;
      }
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      if (error) {
        call?.reject(new Error(error));
      } else {
        call?.resolve(result);
      }
    });
    this.#child.on('exit', code => {
      const error = new Error(`${file} ${args[0] ?? ''} ended with ${code}`);
      this.#calls.forEach(({ reject }) => reject(error));
      this.#calls.clear();
    });
  }

  call<T>(name: string, args: object = {}): Promise<T> {
    const id = Math.random();
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#child.send({ id, name, args });
    });
  }

  /** The first mutation that adds an entity, from a point of `mutations` on. */
  async mutationOf(ref: string, from: number): Promise<Mutation> {
    for (;;) {
      const found = this.mutations
        .slice(from)
        .find(({ refs }) => refs.includes(ref));
      if (found) {
        return found;
      }
      await sleep(5);
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
