import * as kit from 'kubevirt-vlan-test-kit';
import { KubeObject } from '../model/kubeObject';
import { policyProgress } from './policyProgress';

const condition = (type: string, reason = '', message = '') => ({
  type,
  status: 'True',
  reason,
  message,
});

const policy = (more: object = {}, conditions: object[] = []): KubeObject => ({
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name: 'p', generation: 2 } as any,
  spec: { nodeSelector: { hardware: 'c7000' }, ...more },
  status: { conditions },
});

const node = (name: string, isReady = true, labels: object = {}) =>
  kit.node({ name, isReady, labels: { hardware: 'c7000', ...labels } });

const enactment = (
  nodeName: string,
  conditions: object[],
  policyGeneration = 2,
): KubeObject => ({
  apiVersion: 'nmstate.io/v1beta1',
  kind: 'NodeNetworkConfigurationEnactment',
  metadata: { name: `${nodeName}.p` },
  status: { policyGeneration, conditions },
});

const done = condition('Available', 'SuccessfullyConfigured');
const verdictOf = (facts: Parameters<typeof policyProgress>[0]) =>
  policyProgress(facts).verdict;

describe('policyProgress', () => {
  it('is configured when every matching Ready node is', () => {
    expect(
      policyProgress({
        policy: policy(),
        nodes: [node('b'), node('a'), node('c', true, { hardware: 'x' })],
        enactments: [enactment('a', [done]), enactment('b', [done])],
      }),
    ).toEqual({
      verdict: 'configured',
      matching: 2,
      ready: 2,
      configured: 2,
      nodes: [
        { node: 'a', state: 'configured' },
        { node: 'b', state: 'configured' },
      ],
    });
  });

  it('believes no condition of the policy, which has no observedGeneration', () => {
    expect(
      verdictOf({
        policy: policy({}, [done]),
        nodes: [node('a')],
        enactments: [],
      }),
    ).toBe('progressing');
  });

  it('believes no enactment of another generation', () => {
    expect(
      policyProgress({
        policy: policy(),
        nodes: [node('a')],
        enactments: [enactment('a', [done], 1)],
      }),
    ).toMatchObject({
      verdict: 'progressing',
      nodes: [{ state: 'waiting' }],
    });
  });

  it('believes no conditions that are known to be old', () => {
    const facts = {
      policy: policy(),
      nodes: [node('a')],
      enactments: [enactment('a', [done])],
    };
    const stale = { policy: false, enactments: new Set(['a.p']) };
    expect(verdictOf({ ...facts, stale })).toBe('progressing');
  });

  it.each([
    [[condition('Progressing', 'ConfigurationProgressing')], 'progressing'],
    [[condition('Pending', 'MaxUnavailableLimitReached')], 'pending'],
    [[], 'waiting'],
  ])('shows a node as it is: %j', (conditions, state) => {
    expect(
      policyProgress({
        policy: policy(),
        nodes: [node('a')],
        enactments: [enactment('a', conditions)],
      }),
    ).toMatchObject({ verdict: 'progressing', nodes: [{ state }] });
  });

  it('goes on while a node is tried again', () => {
    expect(
      policyProgress({
        policy: policy(),
        nodes: [node('a')],
        enactments: [
          enactment('a', [
            condition('Failing', 'Retrying', 'Retrying 2/5'),
            condition('Progressing', 'Retrying'),
          ]),
        ],
      }),
    ).toMatchObject({
      verdict: 'progressing',
      nodes: [{ state: 'retrying', message: 'Retrying 2/5' }],
    });
  });

  it('fails with the first node that does, whatever the others do', () => {
    expect(
      policyProgress({
        policy: policy(),
        nodes: [node('a'), node('b'), node('c')],
        enactments: [
          enactment('a', [done]),
          enactment('b', [
            condition(
              'Failing',
              'FailedToConfigure',
              'NmstateError: InvalidArgument: no such NIC',
            ),
          ]),
          enactment('c', [condition('Aborted', 'ConfigurationAborted')]),
        ],
      }),
    ).toMatchObject({
      verdict: 'failed',
      configured: 1,
      nodes: [
        { state: 'configured' },
        {
          state: 'failed',
          message: 'NmstateError: InvalidArgument: no such NIC',
        },
        { state: 'aborted' },
      ],
    });
  });

  it.each([
    ['since 0.85', condition('Ignored', 'NoMatchingNode')],
    ['before', condition('Available', 'NoMatchingNode')],
  ])('matches no node, %s', (_when, says) => {
    expect(verdictOf({ policy: policy({}, [says]), enactments: [] })).toBe(
      'no-matching-node',
    );
  });

  it('matches no node without waiting for the policy to say so', () => {
    expect(verdictOf({ policy: policy(), nodes: [], enactments: [] })).toBe(
      'no-matching-node',
    );
  });

  it('does not take an old NoMatchingNode for a new one', () => {
    expect(
      verdictOf({
        policy: policy({}, [condition('Ignored', 'NoMatchingNode')]),
        nodes: [node('a')],
        enactments: [],
        stale: { policy: true, enactments: new Set() },
      }),
    ).toBe('progressing');
  });

  it('leaves out nodes that are not Ready, and says so', () => {
    expect(
      policyProgress({
        policy: policy(),
        nodes: [node('a'), node('b', false)],
        enactments: [enactment('a', [done])],
      }),
    ).toMatchObject({
      verdict: 'configured',
      matching: 2,
      ready: 1,
      configured: 1,
      nodes: [{}, { node: 'b', state: 'ignored' }],
    });
  });

  it('does not leave out a node that goes down while it is configured', () => {
    const facts = (conditions: object[]) => ({
      policy: policy(),
      nodes: [node('a'), node('b', false)],
      enactments: [enactment('a', [done]), enactment('b', conditions)],
    });
    expect(verdictOf(facts([condition('Progressing')]))).toBe('progressing');
    expect(verdictOf(facts([condition('Failing', 'FailedToConfigure')]))).toBe(
      'failed',
    );
    expect(policyProgress(facts([done]))).toMatchObject({
      verdict: 'configured',
      ready: 2,
      configured: 2,
    });
  });

  it('is not configured where no node is Ready', () => {
    expect(
      verdictOf({
        policy: policy({}, [done]),
        nodes: [node('a', false)],
        enactments: [],
      }),
    ).toBe('progressing');
  });

  it('needs the policy’s own word where the nodes can’t be read', () => {
    const enactments = [enactment('a', [done])];
    expect(verdictOf({ policy: policy(), enactments })).toBe('progressing');
    expect(verdictOf({ policy: policy({}, [done]), enactments })).toBe(
      'configured',
    );
    expect(verdictOf({ policy: policy({}, [done]), enactments: [] })).toBe(
      'progressing',
    );
  });

  it('takes a policy without a selector for one of every node', () => {
    expect(
      policyProgress({
        policy: policy({ nodeSelector: undefined }),
        nodes: [node('a'), node('b', true, { hardware: 'x' })],
        enactments: [],
      }),
    ).toMatchObject({ matching: 2 });
  });
});
