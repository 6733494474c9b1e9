import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Plan } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ManifestTemplates } from './createEnvironment';
import { TEMPLATE_SUFFIX } from './renderManifests';

/** The template that each action's built-in manifests belong to. */
const BUILT_IN: Record<Plan['action'], string> = {
  'vlan-attach': 'attach-vlan',
  'vm-create': 'create-vm',
};

const MAX_TEMPLATES = 50;
const MAX_TEMPLATE_BYTES = 256 * 1024;

/**
 * Reads the nunjucks templates (`*.njk`) of one folder, without its subfolders.
 *
 * @throws InputError for a folder that is not there or has no manifest template, and for a link: it may lead out of
 * the folder.
 */
export async function readTemplates(
  folder: string,
  name: string,
): Promise<ManifestTemplates> {
  const entries = await fs
    .readdir(folder, { withFileTypes: true })
    .catch(error => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
        return [];
      }
      throw error;
    });
  const links = entries.filter(entry => entry.isSymbolicLink());
  if (links.length > 0) {
    throw new InputError(
      `manifests: the folder "${name}" has links (${links
        .map(link => link.name)
        .join(', ')}); allowed: files`,
    );
  }
  const files = entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.njk'))
    .map(entry => entry.name)
    .sort();
  if (!files.some(file => file.endsWith(TEMPLATE_SUFFIX))) {
    throw new InputError(
      `manifests: found no *${TEMPLATE_SUFFIX} in "${name}", allowed: a folder beside the template that holds them`,
    );
  }
  if (files.length > MAX_TEMPLATES) {
    throw new InputError(
      `manifests: found ${files.length} templates in "${name}", allowed: ${MAX_TEMPLATES}`,
    );
  }
  const texts = await Promise.all(
    files.map(file => readTemplate(join(folder, file), file)),
  );
  return new Map(files.map((file, i) => [file, texts[i]]));
}

/** The manifests of our own templates, for templates without manifests. */
export function readBuiltInTemplates(
  action: Plan['action'],
): Promise<ManifestTemplates> {
  return readTemplates(
    resolvePackagePath(
      '@kubevirt-vlan/templates',
      BUILT_IN[action],
      'manifests',
    ),
    `built-in ${action}`,
  );
}

async function readTemplate(path: string, name: string): Promise<string> {
  const { size } = await fs.stat(path);
  if (size > MAX_TEMPLATE_BYTES) {
    throw new InputError(
      `manifests: ${name} has ${size} bytes, allowed: ${MAX_TEMPLATE_BYTES}`,
    );
  }
  return fs.readFile(path, 'utf8');
}
