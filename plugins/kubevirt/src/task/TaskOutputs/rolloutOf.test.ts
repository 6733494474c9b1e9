import { rolloutOf } from './rolloutOf';

const line = (text: string) => `2026-01-01T10:00:00.000Z info: ${text}`;

describe('rolloutOf', () => {
  it('reads each node from its last line, sorted by name', () => {
    expect(
      rolloutOf(
        [
          'Applied NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
          'Node worker-2: waiting (0 of 2 configured)',
          'Node worker-1: progressing (0 of 2 configured)',
          'Node worker-1: configured (1 of 2 configured)',
          'Node worker-2: failed, no such NIC (1 of 2 configured)',
          'Finished step Attach the VLAN',
        ].map(line),
      ),
    ).toEqual({
      nodes: [
        { node: 'worker-1', state: 'configured' },
        { node: 'worker-2', state: 'failed', message: 'no such NIC' },
      ],
      configured: 1,
      of: 2,
    });
  });

  it('ignores lines of an earlier run of the task', () => {
    expect(
      rolloutOf([
        line('Node worker-1: failed, no such NIC (0 of 1 configured)'),
        '2026-01-01T10:01:00.000Z Beginning step Attach the VLAN',
        line('Node worker-2: configured (1 of 1 configured)'),
      ]),
    ).toEqual({
      nodes: [{ node: 'worker-2', state: 'configured' }],
      configured: 1,
      of: 1,
    });
  });

  it('is undefined if the log mentions no node', () => {
    expect(rolloutOf([])).toBeUndefined();
    expect(rolloutOf([line('Nodes are read')])).toBeUndefined();
  });
});
