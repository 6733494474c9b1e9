/** A condition as kubernetes-nmstate writes it. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  lastHeartbeatTime: string;
  lastTransitionTime: string;
}

type Values = Record<string, [Condition['status'], string?, string?]>;

/** What one node is doing with a policy (kubernetes-nmstate pkg/enactmentstatus/conditions, v0.86). */
export type EnactmentState =
  | 'empty'
  | 'pending'
  | 'progressing'
  | 'retrying'
  | 'failed'
  | 'aborted'
  | 'available';

const ENACTMENT_REASONS: Record<Exclude<EnactmentState, 'empty'>, string> = {
  pending: 'MaxUnavailableLimitReached',
  progressing: 'ConfigurationProgressing',
  retrying: 'Retrying',
  failed: 'FailedToConfigure',
  aborted: 'ConfigurationAborted',
  available: 'SuccessfullyConfigured',
};

export function enactmentConditions(
  state: EnactmentState,
  message: string,
  before: Condition[] = [],
): Condition[] {
  if (state === 'empty') {
    return [];
  }
  const is = (...states: EnactmentState[]) =>
    states.includes(state) ? 'True' : 'False';
  const unknownWhileRunning = state === 'progressing' ? 'Unknown' : undefined;
  return conditions({
    before,
    reason: ENACTMENT_REASONS[state],
    values: {
      Failing: [
        unknownWhileRunning ?? is('failed', 'retrying'),
        undefined,
        ['failed', 'retrying'].includes(state) ? message : '',
      ],
      Available: [
        unknownWhileRunning ?? is('available'),
        undefined,
        state === 'available' ? message : '',
      ],
      Progressing: [
        is('progressing', 'retrying'),
        undefined,
        ['progressing', 'retrying', 'pending'].includes(state) ? message : '',
      ],
      Pending: [is('pending'), undefined, state === 'pending' ? message : ''],
      Aborted: [is('aborted'), undefined, state === 'aborted' ? message : ''],
    },
  });
}

/** The states of a policy's nodes, for the current generation. */
export interface PolicyCounts {
  matching: number;
  ready: number;
  available: number;
  failed: number;
  aborted: number;
  pending: number;
}

/** A policy's conditions from what its nodes do (kubernetes-nmstate pkg/policyconditions, v0.86). */
export function policyConditions(
  counts: PolicyCounts,
  options: { before?: Condition[]; olderVersion?: boolean } = {},
): Condition[] {
  const { matching, ready, available, failed, aborted, pending } = counts;
  const { before = [], olderVersion } = options;
  const ignored =
    matching > ready
      ? `, ${matching - ready} nodes ignored due to NotReady state`
      : '';
  const finished = available + failed + aborted;
  if (matching === 0) {
    const message = 'Policy does not match any node';
    return conditions({
      before,
      reason: 'NoMatchingNode',
      values: olderVersion
        ? {
            Degraded: ['False'],
            Available: ['True', undefined, message],
            Progressing: ['False'],
          }
        : {
            Degraded: ['False'],
            Available: ['False'],
            Progressing: ['False'],
            Ignored: ['True', undefined, message],
          },
    });
  }
  if (failed > 0 || aborted > 0) {
    return conditions({
      before,
      reason: 'FailedToConfigure',
      values: {
        Degraded: [
          'True',
          undefined,
          `${failed}/${matching} nodes failed to configure${
            aborted > 0 ? `, ${aborted} nodes aborted configuration` : ''
          }`,
        ],
        Available: ['False'],
        Progressing: ['False', 'ConfigurationProgressing'],
        Ignored: ['False'],
      },
    });
  }
  if (finished < ready || pending > 0) {
    return conditions({
      before,
      reason: 'ConfigurationProgressing',
      values: {
        Degraded: ['Unknown'],
        Available: ['Unknown'],
        Progressing: [
          'True',
          undefined,
          `Policy is progressing ${finished}/${ready} nodes finished${ignored}`,
        ],
        Ignored: ['False'],
      },
    });
  }
  return conditions({
    before,
    reason: 'SuccessfullyConfigured',
    values: {
      Degraded: ['False'],
      Available: [
        'True',
        undefined,
        `${available}/${matching} nodes successfully configured${ignored}`,
      ],
      Progressing: ['False'],
      Ignored: ['False'],
    },
  });
}

/** A policy's conditions before any node has begun. */
export function unknownConditions(): Condition[] {
  return conditions({
    before: [],
    reason: '',
    values: Object.fromEntries(
      ['Available', 'Degraded', 'Progressing', 'Ignored'].map(type => [
        type,
        ['Unknown'] as const,
      ]),
    ) as unknown as Values,
  });
}

/** A transition is a change of the status; every write is a heartbeat. */
function conditions(options: {
  before: Condition[];
  reason: string;
  values: Values;
}): Condition[] {
  const { before, reason, values } = options;
  const now = nextSecond();
  return Object.entries(values).map(([type, [status, own, message]]) => {
    const old = before.find(condition => condition.type === type);
    return {
      type,
      status,
      reason: own ?? reason,
      message: message ?? '',
      lastHeartbeatTime: now,
      lastTransitionTime: old?.status === status ? old.lastTransitionTime : now,
    };
  });
}

let last = 0;

/**
 * Times have no parts of a second, and a node needs seconds for what the simulator does in milliseconds: its clock goes
 * on by at least one second from one write to the next.
 */
function nextSecond(): string {
  last = Math.max(Date.now(), last + 1000);
  return new Date(last).toISOString().replace(/\.\d+Z$/, 'Z');
}
