import { parseSite } from '../model/site';
import { check } from './check';

const codesOf = (userData: string) =>
  check(
    [
      {
        apiVersion: 'kubevirt.io/v1',
        kind: 'VirtualMachine',
        metadata: { namespace: 'demo', name: 'web-1' },
        spec: {
          template: {
            spec: {
              volumes: [{ name: 'ci', cloudInitNoCloud: { userData } }],
            },
          },
        },
      },
    ],
    { cluster: 'demo' },
    parseSite({ deliveries: ['render'], clusters: { demo: {} } }),
  ).map(({ code }) => code);

describe('checkCloudInit', () => {
  it('finds a password in data whose brackets are nested too deep to parse', () => {
    const deep = `${'['.repeat(40)}${']'.repeat(40)}`;
    for (const secret of [
      'users: [{name: a, passwd: b}]',
      '"users": [{"plain_text_passwd":"b"}]',
      'chpasswd: {list: "a:b"}',
    ]) {
      expect(codesOf(`#cloud-config\na: ${deep}\n${secret}\n`)).toContain(
        'vm-cloud-init-secret',
      );
    }
    expect(
      codesOf(`#cloud-config\na: ${deep}\nusers: [{name: a}]\n`),
    ).not.toContain('vm-cloud-init-secret');
  });
});
