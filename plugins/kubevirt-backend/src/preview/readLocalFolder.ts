import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import { FileBudget } from './FileBudget';
import { TemplateFile } from './TemplateFile';

/** The files in the folder of a template's own file. Symbolic links are not followed. */
export async function readLocalFolder(options: {
  file: string;
  template: Entity;
}): Promise<TemplateFile[]> {
  const { file, template } = options;
  await refuseOtherFile(file, template);
  const budget = new FileBudget(dirname(file));
  return filesBelow({ root: dirname(file), path: '', budget });
}

/**
 * Refuses a file that does not hold the template. The location comes from an annotation, which the author of an entity can
 * write; without this check, a template could name any folder of the backend.
 */
async function refuseOtherFile(file: string, template: Entity): Promise<void> {
  const isIt = (result: ReturnType<typeof entitiesIn>[number]) =>
    result.kind === template.kind &&
    result.metadata?.name === template.metadata.name;
  const text = await fs.readFile(file).catch(() => undefined);
  if (!text || !entitiesIn(text, file).some(isIt)) {
    throw new InputError(
      `${stringifyEntityRef(
        template,
      )}: its location is "file:${file}", which does not hold it; allowed: the file that it is registered from`,
    );
  }
}

function entitiesIn(text: Buffer, file: string): Entity[] {
  return [...parseEntityYaml(text, { type: 'file', target: file })].flatMap(
    result => (result.type === 'entity' ? [result.entity] : []),
  );
}

async function filesBelow(options: {
  root: string;
  path: string;
  budget: FileBudget;
}): Promise<TemplateFile[]> {
  const { root, path, budget } = options;
  const files: TemplateFile[] = [];
  for (const entry of await fs.readdir(join(root, path), {
    withFileTypes: true,
  })) {
    const at = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) {
      files.push(...(await filesBelow({ ...options, path: at })));
    } else if (entry.isFile()) {
      budget.add((await fs.stat(join(root, at))).size);
      const content = await fs.readFile(join(root, at));
      files.push({ path: at, base64Content: content.toString('base64') });
    }
  }
  return files;
}
