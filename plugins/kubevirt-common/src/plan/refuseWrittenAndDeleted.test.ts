import { Removal } from '../model/removal';
import { refuseWrittenAndDeleted } from './refuseWrittenAndDeleted';

describe('a plan that writes and deletes', () => {
  const idOf = (name: string) => ({
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    name,
  });
  const planned = (name: string) => ({ id: idOf(name), path: `${name}.yaml` });
  const deleted = (name: string): Removal => ({
    type: 'object',
    ...planned(name),
  });
  const interfaces: Removal = {
    type: 'interfaces',
    policy: 'a',
    interfaces: ['br'],
  };

  it.each([
    ['writes it', [planned('a')], [deleted('b'), deleted('a')]],
    ['takes its interfaces away', [], [interfaces, deleted('a')]],
  ])('is refused for a policy if it %s', (_how, objects, removals) => {
    expect(() => refuseWrittenAndDeleted({ objects, removals })).toThrow(
      'The plan writes and deletes NodeNetworkConfigurationPolicy/a, allowed: one of the two',
    );
  });

  it('passes if these are different objects', () => {
    const objects = [planned('a')];
    const removals = [interfaces, deleted('b')];
    expect(() => refuseWrittenAndDeleted({ objects, removals })).not.toThrow();
  });
});
