import { policy } from '../__testUtils__/samples';
import { policyConditions } from './policyConditions';

describe('policyConditions', () => {
  it.each([
    [[{ type: 'Available', status: 'True' }], 'configured'],
    [[{ type: 'Degraded', status: 'True' }], 'failed'],
    [
      [{ type: 'Available', status: 'True', reason: 'NoMatchingNode' }],
      'no-matching-node',
    ],
    [[{ type: 'Available', status: 'False' }], 'progressing'],
    [undefined, 'progressing'],
  ])('of %j is %s', (conditions, verdict) => {
    expect(policyConditions({ ...policy, status: { conditions } })).toEqual({
      verdict,
      nodes: [],
      configured: 0,
    });
  });
});
