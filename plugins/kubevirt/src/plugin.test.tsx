import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  FormFieldBlueprint,
  scaffolderTemplateOutputTemplateRefsRef,
} from '@backstage/plugin-scaffolder-react/alpha';
import { cards } from './cards';
import { formFields } from './fields';
import { taskOutputs } from './task';

// They differ only in their names, and the tester's type accepts one.
type FormFieldExtension = (typeof formFields)[0];
type CardExtension = (typeof cards)[0];

const entity = (type: string, kind = 'Resource') => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'x' },
  spec: { type },
});

describe('the plugin', () => {
  it('registers each field under the name that templates use', async () => {
    const names = await Promise.all(
      formFields.map(async extension => {
        const load = createExtensionTester(extension as FormFieldExtension).get(
          FormFieldBlueprint.dataRefs.formFieldLoader,
        );
        // The type of a form field is opaque, but it has a name.
        return ((await load()) as unknown as { name: string }).name;
      }),
    );
    expect(names).toEqual([
      'VlanPicker',
      'NodePoolPicker',
      'NamespacePicker',
      'NetworksField',
      'BootSourcePicker',
      'InstancetypePicker',
      'PreferencePicker',
      'KubevirtPreview',
    ]);
  });

  it('shows its outputs for the default templates, or for configured ones', () => {
    const refs = (config?: { templateRefs: string[] }) =>
      createExtensionTester(taskOutputs, { config }).get(
        scaffolderTemplateOutputTemplateRefsRef,
      );
    expect(refs()).toEqual(['template:default/attach-vlan']);
    const own = ['template:network/vlan'];
    expect(refs({ templateRefs: own })).toEqual(own);
  });

  it('shows each card only on entities of its type', () => {
    const shown = cards.map(card => {
      const isShown = createExtensionTester(card as CardExtension).get(
        EntityCardBlueprint.dataRefs.filterFunction,
      )!;
      return [
        isShown(entity('vlan')),
        isShown(entity('virtual-machine')),
        isShown(entity('network-attachment')),
        isShown(entity('vlan', 'Component')),
      ];
    });
    expect(shown).toEqual([
      [true, false, false, false],
      [false, true, false, false],
    ]);
  });
});

it('accepts configured templates for the VLAN card, and refuses other references', () => {
  const config = (templates: object) =>
    createExtensionTester(cards[0], { config: { templates } }).get(
      EntityCardBlueprint.dataRefs.filterFunction,
    );
  expect(() => config({ attach: 'template:net/attach' })).not.toThrow();
  expect(() => config({ attach: 'component:net/attach' })).toThrow(
    /allowed: a template/,
  );
});
