import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Asked } from './PreviewForm';

const FOLDER = resolve(__dirname, '../../../templates/attach-vlan');

/** Milliseconds of the scaffolder's own dry run of the same template with the same answers, as the same user. */
export async function dryRun(asked: Asked, template: object): Promise<number> {
  const body = JSON.stringify({
    template,
    values: asked.values,
    secrets: {},
    directoryContents: readdirSync(FOLDER, {
      recursive: true,
      withFileTypes: true,
    })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map(path => ({
        path: path.slice(FOLDER.length + 1),
        base64Content: readFileSync(path, 'base64'),
      })),
  });
  const begin = performance.now();
  const response = await fetch(`${asked.backend}/api/scaffolder/v2/dry-run`, {
    method: 'POST',
    headers: {
      authorization: asked.authorization,
      'content-type': 'application/json',
    },
    body,
  });
  const text = await response.text();
  const ms = performance.now() - begin;
  if (!response.ok) {
    throw new Error(`dry-run: ${response.status} ${text}`);
  }
  return ms;
}

export async function readTemplate(asked: Asked): Promise<object> {
  const response = await fetch(
    `${asked.backend}/api/catalog/entities/by-name/template/default/attach-vlan`,
    { headers: { authorization: asked.authorization } },
  );
  return response.json();
}
