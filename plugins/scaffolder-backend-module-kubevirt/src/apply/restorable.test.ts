import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { restorable } from './restorable';

describe('the manifest of a removed object in the log', () => {
  const vm = (http: object, annotations?: Record<string, string>) => ({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name: 'web-1', namespace: 'demo', annotations },
    spec: {
      dataVolumeTemplates: [
        { metadata: { name: 'web-1-secret' }, spec: { source: { http } } },
      ],
      template: { metadata: { annotations } },
    },
  });
  const shown = (object: KubeObject) => JSON.stringify(restorable(object));

  it.each([
    ['a password in a URL', { url: 'https://mia:hunter2@example.com/a.img' }],
    ['a token in a URL', { url: 'https://example.com/a.img?token=hunter2' }],
    ['a header', { extraHeaders: ['X-Key: hunter2'] }],
    ['the name of a header', { secretExtraHeaders: ['hunter2'] }],
    ['a text of one line', { note: 'the password is hunter2' }],
  ])('does not show %s', (_what, http) => {
    expect(shown(vm(http))).not.toContain('hunter2');
  });

  it.each([
    ['kubevirt.io/ignitiondata', '{"ignition":{"x":"hunter2"}}'],
    ['hooks.kubevirt.io/hookSidecars', '[{"args":["hunter2"]}]'],
    ['example.com/login', '{"password":"hunter2"}'],
  ])('does not show the annotation %s', (key, value) => {
    expect(shown(vm({}, { [key]: value }))).not.toContain('hunter2');
  });

  it('shows the rest of a URL, and names', () => {
    const { spec } = restorable(
      vm({ url: 'https://mia:hunter2@example.com/a.img', secretRef: 'keys' }),
    ) as ReturnType<typeof vm>;
    expect(spec.dataVolumeTemplates).toEqual([
      {
        metadata: { name: 'web-1-secret' },
        spec: {
          source: {
            http: {
              url: 'https://<not shown>@example.com/a.img',
              secretRef: 'keys',
            },
          },
        },
      },
    ]);
  });
});
