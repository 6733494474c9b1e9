import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { templateEntity } from './whoMay/rawTemplates';

/** Where the platform team's manifests hold a text. */
export const MANIFEST_PLACES = ['annotation', 'userData', 'comment'] as const;
export type ManifestPlace = (typeof MANIFEST_PLACES)[number];

/** Inputs whose text a template takes from a task's secrets, or else from a parameter. */
export const TEXTS = {
  'canary-vm': [
    ...['name', 'namespace', 'owner', 'memory', 'containerDisk'],
    ...['instancetype', 'preference', 'userDataSecret', 'cluster'],
    ...['targetPath', 'repoUrl', 'manifests', 'reason'],
  ],
  'canary-attach': [
    ...['nodePool', 'namespace', 'networkType', 'cluster', 'targetPath'],
    ...['repoUrl', 'manifests', 'reason'],
  ],
};
const OTHERS = {
  'canary-vm': ['networks', 'cpu', 'dataSource', 'diskSize', 'blank'].concat(
    'sshKeys',
    'delivery',
  ),
  'canary-attach': ['vlanId', 'delivery'],
};
const ACTIONS = {
  'canary-vm': 'kubevirt:vm:create',
  'canary-attach': 'openshift:vlan:attach',
};
export type CanaryTemplate = keyof typeof TEXTS;
export const CANARY_TEMPLATES = Object.keys(TEXTS) as CanaryTemplate[];

const manifest = readFileSync(
  resolve(
    __dirname,
    '../../../templates/create-vm/manifests/virtual-machine.yaml.njk',
  ),
  'utf8',
);

/** Writes a template for each action, and returns their files. */
export function writeCanaryTemplates(folder: string): string[] {
  return CANARY_TEMPLATES.map(name => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, stringify(templateOf(name)));
    return file;
  });
}

/** Writes a folder of manifests that hold texts, for the template `canary-vm`. */
export function writeManifests(options: {
  folder: string;
  name: string;
  place: ManifestPlace;
  texts: string[];
}): void {
  const { folder, name, place, texts } = options;
  mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, name, 'virtual-machine.yaml.njk'),
    withTexts(place, texts),
  );
}

const linesOf = (texts: string[]) => texts.flatMap(text => text.split(/\r?\n/));

function withTexts(place: ManifestPlace, texts: string[]): string {
  switch (place) {
    case 'annotation':
      return manifest.replace(
        '  template:\n    metadata:\n',
        found =>
          `${found}      annotations:\n${texts
            .map((text, i) => `        planted-${i}: ${JSON.stringify(text)}\n`)
            .join('')}`,
      );
    case 'userData':
      return manifest.replace(
        '{{ vm.cloudInit.userData | indent(14) | trim }}',
        found => [found, ...linesOf(texts)].join(`\n${' '.repeat(14)}`),
      );
    default:
      return [manifest, ...linesOf(texts).map(line => `# ${line}`), ''].join(
        '\n',
      );
  }
}

function templateOf(name: CanaryTemplate): object {
  const inputs = [
    ...TEXTS[name].map(key => [
      key,
      `\${{ secrets[parameters.from.${key}] or parameters.${key} }}`,
    ]),
    ...OTHERS[name].map(key => [key, `\${{ parameters.${key} }}`]),
  ];
  return templateEntity({
    name,
    steps: [
      {
        id: 'step',
        name: 'Step',
        action: ACTIONS[name],
        input: Object.fromEntries(inputs),
      },
    ],
  });
}
