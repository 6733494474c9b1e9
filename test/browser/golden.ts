import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

/** The seed case: the objects that the main job has to produce. */
export const golden = parse(
  readFileSync(
    resolve(import.meta.dirname, '../golden/seed-vlan-1085.yaml'),
    'utf8',
  ),
);
