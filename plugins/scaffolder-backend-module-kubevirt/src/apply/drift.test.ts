import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { driftOf } from './drift';
import { gitOpsManager, managersOf } from './gitOpsManager';
import { undoCommands } from './undo';

const policy = (spec: object, metadata: object = {}): KubeObject => ({
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name: 'p', ...metadata } as any,
  spec,
});

describe('driftOf', () => {
  it('finds what people changed', () => {
    expect(
      driftOf(
        policy({ a: 1, b: [1] }, { labels: { x: 'y' } }),
        policy({ a: 2, b: [1, 2] }),
      ).map(({ path }) => path),
    ).toEqual(['metadata.labels.x', 'spec.a', 'spec.b']);
  });

  it('ignores what the server and the webhook of nmstate change', () => {
    const live = {
      ...policy(
        { a: 1 },
        {
          resourceVersion: '7',
          generation: 2,
          uid: 'u',
          creationTimestamp: 't',
          managedFields: [{}],
          annotations: { 'nmstate.io/webhook-mutating-timestamp': '1' },
        },
      ),
      status: { conditions: [1] },
    };
    expect(driftOf(live, policy({ a: 1 }))).toEqual([]);
  });
});

describe('gitOpsManager', () => {
  it.each<[string, object, string | undefined]>([
    [
      'the field manager of Argo CD',
      { managedFields: [{ manager: 'argocd-controller' }] },
      'Argo CD',
    ],
    [
      'the tracking annotation of Argo CD',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'x' } },
      'Argo CD',
    ],
    [
      'the label of Flux',
      { labels: { 'kustomize.toolkit.fluxcd.io/name': 'x' } },
      'Flux',
    ],
    [
      'a controller that writes the status alone',
      {
        managedFields: [
          { manager: 'argocd-controller', subresource: 'status' },
        ],
      },
      undefined,
    ],
    ['nobody', {}, undefined],
  ])('knows %s', (_what, metadata, expected) => {
    expect(gitOpsManager(policy({}, metadata))).toBe(expected);
  });

  it('lists managers', () => {
    expect(
      managersOf(policy({}, { managedFields: [{ manager: 'a' }] })),
    ).toEqual(['a']);
  });
});

describe('undoCommands', () => {
  const interfaces = [
    { name: 'eno49', type: 'ethernet', state: 'up' },
    { name: 'eno49.7', type: 'vlan', state: 'up' },
    { name: 'bridge-7', type: 'linux-bridge', state: 'up' },
  ];

  it('takes the bridge and the VLAN off the nodes before the policy, never the NIC', () => {
    const [note, patch, watch, remove, ...more] = undoCommands([
      { object: policy({ desiredState: { interfaces } }) },
    ]);
    expect(note).toContain('no other network uses bridge-7, eno49.7');
    expect(patch).toBe(
      `kubectl patch nodenetworkconfigurationpolicies.nmstate.io p --type=merge -p '{"spec":{"desiredState":{"interfaces":[{"name":"bridge-7","type":"linux-bridge","state":"absent"},{"name":"eno49.7","type":"vlan","state":"absent"}]}}}'`,
    );
    expect(watch).toContain('-l nmstate.io/policy=p --watch');
    expect(remove).toBe(
      'kubectl delete nodenetworkconfigurationpolicies.nmstate.io p',
    );
    expect(more).toEqual([]);
  });

  it('reverts changes, the last first', () => {
    const was = policy({ maxUnavailable: 1, note: "it's", old: true });
    const becomes = policy({ maxUnavailable: 2, note: 'x', 'a/b': 1 });
    const nad = {
      apiVersion: 'k8s.cni.cncf.io/v1',
      kind: 'NetworkAttachmentDefinition',
      metadata: { name: 'n', namespace: 'demo' },
    };
    expect(
      undoCommands([
        { object: becomes, live: was, drift: driftOf(was, becomes) },
        { object: nad },
      ]),
    ).toEqual([
      'kubectl delete network-attachment-definitions.k8s.cni.cncf.io n -n demo',
      `kubectl patch nodenetworkconfigurationpolicies.nmstate.io p --type=json -p '[{"op":"test","path":"/spec/maxUnavailable","value":2},{"op":"replace","path":"/spec/maxUnavailable","value":1},{"op":"test","path":"/spec/note","value":"x"},{"op":"replace","path":"/spec/note","value":"it'\\''s"},{"op":"add","path":"/spec/old","value":true},{"op":"test","path":"/spec/a~1b","value":1},{"op":"remove","path":"/spec/a~1b"}]'`,
    ]);
  });

  it.each([
    [
      [{ cloudInitNoCloud: { userData: 'new' } }],
      'spec.volumes[0].cloudInitNoCloud.userData',
    ],
    [[], 'spec.volumes'],
  ])('shows nothing that may be secret, with %j', (volumes, path) => {
    const was = policy({
      volumes: [{ cloudInitNoCloud: { userData: 'topsecret' } }],
    });
    expect(
      undoCommands([
        {
          object: policy({}),
          live: was,
          drift: driftOf(was, policy({ volumes })),
        },
      ]),
    ).toEqual([
      `# nodenetworkconfigurationpolicies.nmstate.io p: ${path} had another value, which is not shown`,
    ]);
  });

  it('names the interfaces that stay on the nodes', () => {
    const was = policy({
      desiredState: { interfaces: interfaces.slice(0, 1) },
    });
    const becomes = policy({ desiredState: { interfaces } });
    expect(
      undoCommands([
        { object: becomes, live: was, drift: driftOf(was, becomes) },
      ])[1],
    ).toBe(
      '# the interfaces bridge-7, eno49.7 stay on the nodes until a policy says that they are absent',
    );
  });
});
