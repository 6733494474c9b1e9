import { nmstateError } from './nmstateError';

describe('nmstateError', () => {
  it('finds the error in the output of nmstatectl', () => {
    const message =
      'error reconciling NodeNetworkConfigurationPolicy on node worker-1 at desired state apply: "",\n failed to execute nmstatectl apply --no-commit --timeout 480: , [2026-01-01T10:00:00Z INFO  nmstatectl] Nmstate version: 2.2.52\n[2026-01-01T10:00:01Z INFO  nmstate::query_apply::net_state] Created checkpoint\n[2026-01-01T10:00:02Z INFO  nmstate::query_apply::net_state] Rollbacked to checkpoint\nNmstateError: InvalidArgument: Interface eno49 is not found\n: failed to execute nmstatectl apply --no-commit --timeout 480: exit status 1';
    expect(nmstateError(message)).toBe(
      'NmstateError: InvalidArgument: Interface eno49 is not found',
    );
  });

  it('finds the error in quoted output', () => {
    expect(
      nmstateError(
        'at desired state apply: "log line\\nNmstateError: VerificationError: expected \\"up\\"\\n", exit status 1',
      ),
    ).toBe('NmstateError: VerificationError: expected "up');
  });

  it('keeps an unknown message, on one line', () => {
    expect(nmstateError('Retrying\n  2/5')).toBe('Retrying 2/5');
  });

  it('shortens a long message', () => {
    expect(nmstateError('x'.repeat(5000))).toHaveLength(601);
  });
});
