import { cpus, loadavg, totalmem } from 'node:os';

/** The machine that the figures are from. */
export function machine(): string {
  const [{ model }] = cpus();
  return `${cpus().length} × ${model.trim() || 'unnamed CPU'}, ${Math.round(
    totalmem() / 2 ** 30,
  )} GiB, Node ${process.version}`;
}

/** The load of the last minute, which shows other work on the machine. */
export function load(): string {
  return loadavg()[0].toFixed(1);
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function ratio(a: number, b: number): string {
  return (a / b).toFixed(2);
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** A name, and right-aligned cells. */
export function row(name: string, cells: string[]): void {
  process.stdout.write(
    `${name.padEnd(26)}${cells.map(cell => cell.padStart(13)).join('')}\n`,
  );
}

/** Prints progress, which is not a result. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
