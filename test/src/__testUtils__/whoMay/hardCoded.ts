import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

const TEMPLATES = resolve(__dirname, '../../../../templates');

/** A change to the platform team's manifests: replaces texts, each of which occurs once. */
export interface HardCoded {
  what: string;
  template: 'attach-vlan' | 'create-vm';
  changes: Change[];
  /** What the refusal says. */
  says: string;
}
type Change = [found: string, replacement: string];

export const attached = (
  what: string,
  says: string,
  ...changes: Change[]
): HardCoded => ({
  what,
  template: 'attach-vlan',
  changes,
  says,
});
export const created = (
  what: string,
  says: string,
  ...changes: Change[]
): HardCoded => ({
  what,
  template: 'create-vm',
  changes,
  says,
});
export const NOT_1100 = 'user:default/mock may not use VLAN 1100';
export const BY_CHECKS = 'The checks refuse these manifests';
export const NO_VLAN = 'but nothing that was read says which VLAN it leads to';

/** Writes the manifests of a change into a new folder; returns the folder's name. */
export function writeHardCoded(
  root: string,
  { template, changes }: HardCoded,
  name: string,
): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(TEMPLATES, template, 'manifests'), folder, { recursive: true });
  for (const [found, replacement] of changes) {
    const files = readdirSync(folder)
      .map(file => join(folder, file))
      .map(path => ({ path, parts: readFileSync(path, 'utf8').split(found) }))
      .filter(({ parts }) => parts.length > 1);
    if (files.length !== 1 || files[0].parts.length !== 2) {
      throw new Error(`Not in one place: ${found}`);
    }
    writeFileSync(files[0].path, files[0].parts.join(replacement));
  }
  return name;
}
