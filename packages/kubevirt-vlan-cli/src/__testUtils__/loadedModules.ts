import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Folder } from './Folder';
import { Run, runBinWith } from './runBin';

/** A run of the command, and what it loaded. */
export interface LoadedModules extends Run {
  /** The paths of all modules that were run, by `require` and by `import`. */
  modules: string[];
  /** The names of the packages in node_modules that these belong to. */
  packages: Set<string>;
}

/** Runs the command, and lists what it loads. V8 keeps that list: the coverage of a process names every script in it. */
export async function loadedModules(
  cwd: string,
  ...args: string[]
): Promise<LoadedModules> {
  const coverage = new Folder();
  try {
    const env = { NODE_V8_COVERAGE: coverage.path };
    const run = await runBinWith({ cwd, args, env });
    const urls = readdirSync(coverage.path)
      .map(file => readFileSync(join(coverage.path, file), 'utf8'))
      .flatMap(text => JSON.parse(text).result as Array<{ url: string }>)
      .map(({ url }) => url)
      .filter(url => url.startsWith('file:'));
    const modules = [...new Set(urls)];
    return { ...run, modules, packages: new Set(modules.flatMap(packageOf)) };
  } finally {
    coverage.remove();
  }
}

function packageOf(module: string): string[] {
  const path = module.split('/node_modules/').slice(1).pop();
  const [, name] = /^((?:@[^/]+\/)?[^/]+)\//.exec(path ?? '') ?? [];
  return name ? [name] : [];
}
