import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = resolve(__dirname, '../../..');
const SCOPE = '@kubevirt-vlan';
/** The plugin, and the packages of this repository that it needs. */
const INSTALLED = ['kubevirt', 'kubevirt-common'];
const ROOT_FILES = [
  'package.json',
  'backstage.json',
  'tsconfig.json',
  'app-config.yaml',
];

const EMPTY_PLUGIN = `
import { createFrontendPlugin, PageBlueprint } from '@backstage/frontend-plugin-api';
const page = PageBlueprint.make({
  params: {
    path: '/empty',
    title: 'Empty',
    loader: () => import('./EmptyPage').then(m => <m.EmptyPage />),
  },
});
export default createFrontendPlugin({ pluginId: 'empty', extensions: [page] });
`;
const EMPTY_PAGE = 'export const EmptyPage = () => <p>Empty</p>;\n';

/** How the app differs from the one of this repository. */
export interface Variant {
  /** A package whose plugin the app does not have. */
  without?: string;
  /** With a plugin that has one empty page. */
  empty?: boolean;
}

/**
 * A copy of the app, built as by `npm run build`. The plugin is in its node_modules, one file for each of its own, as
 * if it came from a registry: code outside node_modules is split differently.
 */
export class AppBuild {
  readonly #folder = mkdtempSync(join(tmpdir(), 'bench-app-'));
  readonly #app = join(this.#folder, 'packages/app');
  readonly #features: string;

  private constructor() {
    for (const file of ROOT_FILES) {
      cpSync(join(ROOT, file), join(this.#folder, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.#folder, 'node_modules'));
    cpSync(join(ROOT, 'packages/app'), this.#app, {
      recursive: true,
      filter: path => !['node_modules', 'dist'].includes(basename(path)),
    });
    this.#features = readFileSync(this.#file('src/App.tsx'), 'utf8');
    writeFileSync(this.#file('src/emptyPlugin.tsx'), EMPTY_PLUGIN);
    writeFileSync(this.#file('src/EmptyPage.tsx'), EMPTY_PAGE);
  }

  static async create(): Promise<AppBuild> {
    const build = new AppBuild();
    try {
      for (const name of INSTALLED) {
        await build.#install(name);
      }
      return build;
    } catch (error) {
      build.remove();
      throw error;
    }
  }

  /** The folder of the built app; the next build removes it. */
  async build(variant: Variant): Promise<string> {
    writeFileSync(
      this.#file('src/App.tsx'),
      featuresOf(this.#features, variant),
    );
    await run('backstage-cli', ['package', 'build'], { cwd: this.#app });
    return this.#file('dist');
  }

  remove(): void {
    // This removes the link, not its target.
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #install(name: string): Promise<void> {
    const source = join(ROOT, 'plugins', name);
    const target = this.#file(`node_modules/${SCOPE}/backstage-plugin-${name}`);
    const files = readdirSync(join(source, 'src'), { recursive: true })
      .map(path => join('src', String(path)))
      .filter(path => !/test|sample/i.test(path));
    mkdirSync(target, { recursive: true });
    await run(
      'esbuild',
      [
        ...files.filter(path => /\.tsx?$/.test(path)),
        `--outdir=${join(target, 'dist')}`,
        '--outbase=src',
        '--format=esm',
        '--jsx=automatic',
        '--target=es2022',
        '--log-level=error',
      ],
      { cwd: source },
    );
    for (const path of files.filter(file => file.endsWith('.css'))) {
      cpSync(join(source, path), join(target, path.replace(/^src/, 'dist')));
    }
    const {
      exports: _,
      types: __,
      ...manifest
    } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
    writeFileSync(
      join(target, 'package.json'),
      JSON.stringify({ ...manifest, main: 'dist/index.js' }),
    );
  }

  #file(path: string): string {
    return join(this.#app, path);
  }
}

/** The app's list of plugins, with one more or one less. */
function featuresOf(text: string, { without, empty }: Variant): string {
  if (empty) {
    return `import empty from './emptyPlugin';\n${text.replace(
      'features: [',
      'features: [empty,',
    )}`;
  }
  if (without === undefined) {
    return text;
  }
  const [, name] =
    text.match(new RegExp(`import (\\w+) from '${without}';`)) ?? [];
  if (name === undefined) {
    throw new Error(`The app does not import ${without}`);
  }
  return text
    .split('\n')
    .filter(line => !new RegExp(`\\b${name}\\b`).test(line))
    .join('\n');
}
