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
  it('is configured when every matching Ready node is configured', () => {
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

  it('ignores the conditions of the policy, which has no observedGeneration', () => {
    expect(
      verdictOf({
        policy: policy({}, [done]),
        nodes: [node('a')],
        enactments: [],
      }),
    ).toBe('progressing');
  });

  it('ignores enactments of another generation', () => {
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

  it('ignores conditions that are known to be old', () => {
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
  ])('maps conditions of a node to its state: %j', (conditions, state) => {
    expect(
      policyProgress({
        policy: policy(),
        nodes: [node('a')],
        enactments: [enactment('a', conditions)],
      }),
    ).toMatchObject({ verdict: 'progressing', nodes: [{ state }] });
  });

  it('is progressing while a node is retried', () => {
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

  it('fails as soon as one node fails', () => {
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

  it('matches no node before the policy reports it', () => {
    expect(verdictOf({ policy: policy(), nodes: [], enactments: [] })).toBe(
      'no-matching-node',
    );
  });

  it('ignores an old NoMatchingNode', () => {
    expect(
      verdictOf({
        policy: policy({}, [condition('Ignored', 'NoMatchingNode')]),
        nodes: [node('a')],
        enactments: [],
        stale: { policy: true, enactments: new Set() },
      }),
    ).toBe('progressing');
  });

  it('leaves out nodes that are not Ready, and reports it', () => {
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

  it('keeps a node that goes down during the configuration', () => {
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

  it('is not configured if no node is Ready', () => {
    expect(
      verdictOf({
        policy: policy({}, [done]),
        nodes: [node('a', false)],
        enactments: [],
      }),
    ).toBe('progressing');
  });

  it("relies on the condition of the policy if the nodes can't be read", () => {
    const enactments = [enactment('a', [done])];
    expect(verdictOf({ policy: policy(), enactments })).toBe('progressing');
    expect(verdictOf({ policy: policy({}, [done]), enactments })).toBe(
      'configured',
    );
    expect(verdictOf({ policy: policy({}, [done]), enactments: [] })).toBe(
      'progressing',
    );
  });

  it('treats a policy without a selector as matching every node', () => {
    expect(
      policyProgress({
        policy: policy({ nodeSelector: undefined }),
        nodes: [node('a'), node('b', true, { hardware: 'x' })],
        enactments: [],
      }),
    ).toMatchObject({ matching: 2 });
  });
});
