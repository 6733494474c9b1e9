import { parseTemplateRef, vlanTemplatesSchema } from './templates';

it('defaults to the two templates of this repository', () => {
  expect(vlanTemplatesSchema.parse(undefined)).toEqual({
    attach: 'template:default/attach-vlan',
    create: 'template:default/create-vm',
  });
  expect(vlanTemplatesSchema.parse({ attach: 'net/attach' })).toEqual({
    attach: 'net/attach',
    create: 'template:default/create-vm',
  });
  expect(vlanTemplatesSchema.parse({ attach: null, create: '' })).toEqual({
    attach: null,
    create: '',
  });
});

it.each([
  [{ attach: 'component:default/x' }],
  [{ attach: 'template:' }],
  [{ atach: 'x' }],
])('refuses %p', config => {
  expect(vlanTemplatesSchema.safeParse(config).success).toBe(false);
});

it('reads a reference', () => {
  expect(parseTemplateRef('template:net/attach')).toEqual({
    namespace: 'net',
    templateName: 'attach',
  });
  expect(parseTemplateRef('attach')).toEqual({
    namespace: 'default',
    templateName: 'attach',
  });
  expect(parseTemplateRef('')).toBeUndefined();
});
