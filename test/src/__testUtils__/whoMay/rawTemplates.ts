import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** A software template whose form has no fields and accepts every value. */
export interface RawTemplate {
  name: string;
  /** Its steps; the first one's outputs are the task's. */
  steps: object[];
}

/** The steps of one action, whose inputs are parameters of the same names, of any type. */
export function rawStep(action: string, inputs: string[]): object {
  return {
    id: 'step',
    name: 'Step',
    action,
    input: Object.fromEntries(
      inputs.map(key => [key, `\${{ parameters.${key} }}`]),
    ),
  };
}

export const ATTACH_INPUTS = [
  ...['vlanId', 'nodePool', 'namespace', 'cluster', 'delivery', 'reason'],
  ...['manifests', 'targetPath', 'repoUrl', 'mtu'],
];
export const VM_INPUTS = [
  ...['name', 'namespace', 'cluster', 'delivery', 'networks', 'podNetwork'],
  ...['cpu', 'memory', 'blank', 'reason', 'manifests'],
];

/** A template as its entity. */
export function templateEntity({ name, steps }: RawTemplate) {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name },
    spec: {
      owner: 'group:default/platform',
      type: 'test',
      parameters: [{ title: name, properties: {} }],
      steps,
      output: { step: '${{ steps.step.output }}' },
    },
  };
}

/** Writes templates into one file of a folder, and returns it as a location of the catalog. */
export function writeRawTemplates(folder: string, templates: RawTemplate[]) {
  const target = join(folder, 'templates.yaml');
  writeFileSync(
    target,
    templates.map(one => stringify(templateEntity(one))).join('---\n'),
  );
  return { type: 'file', target };
}
