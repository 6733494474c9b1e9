import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  KubeObject,
  formatObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { git, startGitServer } from 'git-server';
import { parseAllDocuments } from 'yaml';
import { ScaffolderClient, TaskResult } from './ScaffolderClient';
import { demoConfig, startBackend } from './startBackend';

export const KUSTOMIZATION = 'kustomization.yaml';
const ENTITY_FILE = '.catalog-info.yaml';

/** A template, and what it is run with. */
export type Run = readonly [template: string, values: object];

/** A checkout of main, after the branches of some runs were merged into it. */
export class MergedTree {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** By a real backend, a real Git server, and git's own merge. */
  static async of(runs: Run[]): Promise<MergedTree> {
    const server = await startGitServer();
    try {
      const { client, stop } = await startBackend(demoConfig(server.url));
      try {
        return await mergeAll(server.url, await proposeAll(client, runs));
      } finally {
        await stop();
      }
    } finally {
      await server.close();
    }

    async function mergeAll(url: string, branches: string[]) {
      const tree = new MergedTree(mkdtempSync(join(tmpdir(), 'merged-')));
      await git(['clone', '--quiet', url, tree.folder]);
      for (const branch of branches) {
        await git([
          ...['-C', tree.folder, '-c', 'user.name=p', '-c', 'user.email=p@x'],
          ...['merge', '--quiet', `origin/${branch}`, '-m', 'Merge'],
        ]);
      }
      return tree;
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The paths of the YAML files below a folder. */
  files(below = ''): string[] {
    return readdirSync(join(this.folder, below), {
      recursive: true,
      encoding: 'utf8',
    })
      .filter(path => path.endsWith('.yaml'))
      .map(path => join(below, path))
      .sort();
  }

  /** The files that are for the catalog. */
  entityFiles(below?: string): string[] {
    return this.files(below).filter(path => path.endsWith(ENTITY_FILE));
  }

  /** The files that are neither that nor a kustomization. */
  manifests(below?: string): string[] {
    return this.files(below).filter(
      path => basename(path) !== KUSTOMIZATION && !path.endsWith(ENTITY_FILE),
    );
  }

  objects(below?: string): KubeObject[] {
    return byId(
      this.manifests(below).flatMap(path => readYaml(join(this.folder, path))),
    );
  }
}

/** The branches of all runs, each based on the same main, like pull requests that are open at the same time. */
async function proposeAll(
  client: ScaffolderClient,
  runs: Run[],
): Promise<string[]> {
  const branches = [];
  for (const [template, values] of runs) {
    const { status, log, output } = (await client.run(template, {
      ...values,
      delivery: 'pull-request',
    })) as TaskResult;
    if (status !== 'completed' || !output?.branch) {
      throw new Error(log);
    }
    branches.push(output.branch);
  }
  return branches;
}

export function readYaml(file: string): any[] {
  return parseYaml(readFileSync(file, 'utf8'));
}

/** All documents; a parser's error or warning is a failure. */
export function parseYaml(text: string): any[] {
  return parseAllDocuments(text).map(document => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) {
      throw problem;
    }
    return document.toJS();
  });
}

export function byId(list: KubeObject[]): KubeObject[] {
  return [...list].sort((a, b) =>
    formatObject(a).localeCompare(formatObject(b), 'en'),
  );
}
