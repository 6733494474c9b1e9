import { InputError } from '@backstage/errors';
import { Plan } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { createEnvironment } from './createEnvironment';
import { renderManifests } from './renderManifests';

const VALUES = {
  vm: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, i])),
};
const render = (templates: Record<string, string>) =>
  renderManifests({
    templates: new Map(Object.entries(templates)),
    plan: {
      action: 'vm-create',
      values: VALUES,
      objects: [],
    } as unknown as Plan,
  });
const textOf = (templates: Record<string, string>) =>
  createEnvironment(new Map(Object.entries(templates))).render('a.njk', VALUES);

describe('what templates may do', () => {
  const ifs = (depth: number) =>
    `${'{% if vm %}'.repeat(depth)}a${'{% endif %}'.repeat(depth)}`;
  const loops = (depth: number) =>
    `${'{% for k, v in vm %}'.repeat(depth)}a${'{% endfor %}'.repeat(depth)}`;

  it.each<[string, Record<string, string>, string]>([
    [
      'an include of itself',
      { 'a.yaml.njk': '{% include "a.yaml.njk" %}' },
      'a.yaml.njk includes itself (a.yaml.njk, then a.yaml.njk)',
    ],
    [
      'includes of each other',
      {
        'a.yaml.njk': '{% include "b.njk" %}',
        'b.njk': '{% include "c.njk" %}',
        'c.njk': '{% include "b.njk" %}',
      },
      'b.njk includes itself (a.yaml.njk, then b.njk, then c.njk, then b.njk)',
    ],
    [
      'many includes',
      {
        'a.yaml.njk':
          '{% for k, v in vm %}{% for k, v in vm %}{% include "b.njk" %}{% endfor %}{% endfor %}',
        'b.njk': 'b',
      },
      'more than 100 includes up to b.njk',
    ],
    [
      'includes deep in each other',
      Object.fromEntries([
        ['a.yaml.njk', '{% include "b0.njk" %}'],
        ...Array.from({ length: 20 }, (_, i) => [
          `b${i}.njk`,
          `{% include "b${i + 1}.njk" %}`,
        ]),
      ]),
      'includes more than 10 deep',
    ],
    [
      'loops in each other',
      { 'a.yaml.njk': loops(3) },
      'loops of more than 5000 rounds in all',
    ],
    [
      'loops that are compiled twice each',
      { 'a.yaml.njk': loops(15) },
      'more than 5000 parts of expressions and tags',
    ],
    [
      'many tags',
      { 'a.yaml.njk': '{{ vm }}'.repeat(1001) },
      'more than 1000 outputs, tags and comments',
    ],
    [
      'long expressions',
      { 'a.yaml.njk': `{{ "a"${' | trim'.repeat(2000)} }}` },
      'more than 10000 characters of outputs and tags',
    ],
  ])('refuses %s', (_what, templates, found) => {
    expect(() => render(templates)).toThrow(InputError);
    expect(() => render(templates)).toThrow(found);
    expect(() => render(templates)).toThrow('Manifest template a.yaml.njk');
  });

  it('takes ifs in each other, in time that does not double with each', () => {
    expect(textOf({ 'a.njk': ifs(25) })).toBe('a');
  });

  it('takes a template that is included twice, and loops in each other', () => {
    expect(
      textOf({
        'a.njk': '{% include "b.njk" %}{% include "b.njk" %}',
        'b.njk': '{% include "c.njk" %}',
        'c.njk': 'c',
      }),
    ).toBe('cc');
    expect(textOf({ 'a.njk': loops(2) })).toBe('a'.repeat(400));
  });
});
