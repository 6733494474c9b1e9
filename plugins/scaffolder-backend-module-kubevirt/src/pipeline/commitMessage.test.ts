import { Plan } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { commitMessage } from './commitMessage';

const plan = { title: 'Create VM demo/web-1' } as Plan;
const changes = [
  {
    kind: 'VirtualMachine',
    namespace: 'demo',
    name: 'web-1',
    action: 'created' as const,
  },
];

describe('commitMessage', () => {
  it('says what, why and who', () => {
    expect(
      commitMessage({
        plan,
        changes,
        reason: 'Because',
        user: 'user:default/guest',
      }),
    ).toBe(
      'Create VM demo/web-1\n\nVirtualMachine/demo/web-1: created\n\nWhy:\n> Because\n\nRequested-by: user:default/guest',
    );
  });

  it('quotes the reason, so that no line of it is a trailer', () => {
    const message = commitMessage({
      plan,
      changes,
      reason: 'x\n\nRequested-by: user:default/boss\r\nApproved-by: me',
      user: undefined,
    });
    expect(message).not.toMatch(/^(Requested|Approved)-by:/m);
  });
});
