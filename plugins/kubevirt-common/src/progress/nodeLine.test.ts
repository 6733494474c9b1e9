import fc from 'fast-check';
import { nodeLine, parseNodeLine } from './nodeLine';
import { NODE_STATES } from './policyProgress';

describe('nodeLine', () => {
  it('shows a node and the progress of all nodes', () => {
    expect(
      nodeLine(
        { node: 'worker-1', state: 'failed', message: 'no such NIC' },
        { nodes: [], configured: 2, ready: 3 },
      ),
    ).toBe('Node worker-1: failed, no such NIC (2 of 3 configured)');
  });

  it("counts the nodes that reported if the nodes can't be read", () => {
    const node = { node: 'a', state: 'waiting' as const };
    expect(nodeLine(node, { nodes: [node], configured: 0 })).toBe(
      'Node a: waiting (0 of 1 configured)',
    );
  });
});

describe('parseNodeLine', () => {
  it.each([
    ['as it is', ''],
    ['with a time and a level', '2026-01-01T10:00:00.000Z info: '],
    [
      'with a level in colour',
      '2026-01-01T10:00:00.000Z \u001b[33mwarn\u001b[39m: ',
    ],
  ])('reads a line %s', (_what, before) => {
    expect(
      parseNodeLine(
        `${before}Node worker-1.example.com: retrying, Retrying 2/5 (1 of 3 configured)`,
      ),
    ).toEqual({
      progress: {
        node: 'worker-1.example.com',
        state: 'retrying',
        message: 'Retrying 2/5',
      },
      configured: 1,
      of: 3,
    });
  });

  it('reads every line that nodeLine writes', () => {
    fc.assert(
      fc.property(
        fc.record({
          node: fc.stringMatching(/^[a-z0-9]([-.a-z0-9]{0,60}[a-z0-9])?$/),
          state: fc.constantFrom(...NODE_STATES),
          message: fc.option(
            // nmstateError returns a single line.
            fc
              .string({ minLength: 1 })
              .filter(text => !/[\n\r\u2028\u2029]/.test(text)),
            { nil: undefined },
          ),
        }),
        fc.nat(5000),
        fc.nat(5000),
        ({ message, ...node }, configured, ready) => {
          const progress = { ...node, ...(message && { message }) };
          const line = nodeLine(progress, { nodes: [], configured, ready });
          expect(parseNodeLine(`info: ${line}`)).toEqual({
            progress,
            configured,
            of: ready,
          });
        },
      ),
    );
  });

  it.each([
    'Applied NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
    'Node worker-1: asleep (1 of 3 configured)',
    'Node worker-1: constructor (1 of 3 configured)',
    'Node worker-1: configured',
    'Node Worker_1: configured (1 of 3 configured)',
    '',
  ])('ignores other lines: %s', line => {
    expect(parseNodeLine(line)).toBeUndefined();
  });

  it('ignores a line that is too long', () => {
    const bomb = `${': Node a: failed, '.repeat(20_000)} (1 of 3 configured)`;
    expect(parseNodeLine(bomb)).toBeUndefined();
  });
});
