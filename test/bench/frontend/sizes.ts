import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes of some files, each compressed by itself. */
export interface Bytes {
  raw: number;
  gzip: number;
}

/** The files of a built app: those that its page names, and those that are loaded on demand. */
export interface AppSize {
  first: Bytes;
  later: Bytes;
  css: Bytes;
}

const PARTS = ['fields', 'cards', 'pages', 'task'];

/** The chunks with code of a part of the plugin. */
export interface PartSize {
  part: string;
  chunks: number;
  size: Bytes;
}

export function sizeOf(dist: string): AppSize {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = filesIn(dist);
  const scripts = files.filter(({ name }) => name.endsWith('.js'));
  const isFirst = ({ name }: { name: string }) => page.includes(name);
  return {
    first: sum(scripts.filter(isFirst)),
    later: sum(scripts.filter(file => !isFirst(file))),
    css: sum(files.filter(({ name }) => name.endsWith('.css'))),
  };
}

export function less(a: AppSize, b: AppSize): AppSize {
  const bytes = (key: keyof AppSize): Bytes => ({
    raw: a[key].raw - b[key].raw,
    gzip: a[key].gzip - b[key].gzip,
  });
  return { first: bytes('first'), later: bytes('later'), css: bytes('css') };
}

export function total({ first, later, css }: AppSize): number {
  return first.gzip + later.gzip + css.gzip;
}

/** The chunks that are loaded on demand, by the source maps, including the libraries of each chunk. */
export function partsOf(dist: string, packageName: string): PartSize[] {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const byPart = new Map<string, Bytes[]>(PARTS.map(part => [part, []]));
  for (const { name, ...size } of filesIn(dist)) {
    if (name.endsWith('.js') && !page.includes(name)) {
      const sources = sourcesOf(join(dist, 'static', `${name}.map`));
      const own = sources.filter(source => source.includes(packageName));
      const parts = PARTS.filter(part =>
        own.some(source => source.includes(`/dist/${part}/`)),
      );
      if (own.length > 0) {
        const key = parts.join(' and ') || 'shared by them';
        byPart.set(key, [...(byPart.get(key) ?? []), size]);
      }
    }
  }
  return [...byPart]
    .filter(([, sizes]) => sizes.length > 0)
    .map(([part, sizes]) => ({
      part,
      chunks: sizes.length,
      size: sum(sizes),
    }));
}

function filesIn(dist: string): Array<Bytes & { name: string }> {
  const folder = join(dist, 'static');
  return readdirSync(folder)
    .filter(name => /\.(js|css)$/.test(name))
    .map(name => {
      const content = readFileSync(join(folder, name));
      return { name, raw: content.length, gzip: gzipSync(content).length };
    });
}

function sourcesOf(map: string): string[] {
  return existsSync(map) ? JSON.parse(readFileSync(map, 'utf8')).sources : [];
}

function sum(sizes: Bytes[]): Bytes {
  return {
    raw: sizes.reduce((n, { raw }) => n + raw, 0),
    gzip: sizes.reduce((n, { gzip }) => n + gzip, 0),
  };
}
