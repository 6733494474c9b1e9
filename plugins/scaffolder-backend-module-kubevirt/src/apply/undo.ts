import {
  Difference,
  KubeObject,
  NETWORK_KIND,
  POLICY_KIND,
  POLICY_LABEL,
  VM_KIND,
  madeInterfaces,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Where kubectl finds a kind. */
const RESOURCES: Record<string, string> = {
  [POLICY_KIND]: 'nodenetworkconfigurationpolicies.nmstate.io',
  [NETWORK_KIND]: 'network-attachment-definitions.k8s.cni.cncf.io',
  [VM_KIND]: 'virtualmachines.kubevirt.io',
};

/** Fields that may hold a password. */
export const PRIVATE =
  /cloudInit|userData|networkData|secret|passw|token|passphrase|credential|psk|private|api-?key|header|authorization|ignition|hookSidecars/i;

/** One object that a run wrote. */
export interface Written {
  object: KubeObject;
  /** As it was. Absent: it was created. */
  live?: KubeObject;
  drift?: Difference[];
}

/** The commands that undo the writes of a run, the last write first. */
export function undoCommands(written: Written[]): string[] {
  return [...written]
    .reverse()
    .flatMap(({ object, live, drift }) =>
      live && drift ? restore({ object, live, drift }) : remove(object),
    );
}

/** How to bring an object back that a run deleted. */
export function bringBack(removed: KubeObject): string[] {
  return [
    `# ${targetOf(
      removed,
    )} was removed: save its manifest from the log of this task, fill in what is not shown there, then`,
    `kubectl apply -f <that file>`,
  ];
}

function remove(object: KubeObject): string[] {
  const target = targetOf(object);
  const interfaces = madeInterfaces(object);
  // Deleting a policy does not change the nodes, so the interfaces are removed first.
  return [
    ...(interfaces.length > 0
      ? [
          `# first make sure that no other network uses ${interfaces
            .map(({ name }) => name)
            .join(
              ', ',
            )}: kubectl get network-attachment-definitions.k8s.cni.cncf.io -A -o yaml`,
        ]
      : []),
    ...withoutInterfaces(object, interfaces),
    `kubectl delete ${target}`,
  ];
}

function withoutInterfaces(
  object: KubeObject,
  interfaces: MadeInterface[],
): string[] {
  return interfaces.length > 0
    ? [
        `kubectl patch ${targetOf(object)} --type=merge -p ${shellQuoted({
          spec: {
            desiredState: {
              interfaces: interfaces.map(made => ({
                ...made,
                state: 'absent',
              })),
            },
          },
        })}`,
        `kubectl get nodenetworkconfigurationenactments -l ${POLICY_LABEL}=${object.metadata.name} --watch   # until all are Available`,
      ]
    : [];
}

type MadeInterface = ReturnType<typeof madeInterfaces>[number];

function restore(options: Required<Written>): string[] {
  const { object, live, drift } = options;
  const isPrivate = ({ path, was, becomes }: Difference) =>
    [path, JSON.stringify([was, becomes])].some(text => PRIVATE.test(text));
  const hidden = drift.filter(isPrivate);
  const patch = drift
    .filter(difference => !hidden.includes(difference))
    .flatMap(({ keys, was, becomes }) => [
      // A value that somebody changed since is not overwritten.
      ...(becomes === undefined
        ? []
        : [{ op: 'test', path: pointer(keys), value: becomes }]),
      {
        op: opOf(was, becomes),
        path: pointer(keys),
        ...(was !== undefined && { value: was }),
      },
    ]);
  // nmstate keeps an interface that is no longer listed.
  const old = madeInterfaces(live).map(({ name }) => name);
  const added = madeInterfaces(object).filter(
    ({ name }) => !old.includes(name),
  );
  return [
    ...(patch.length > 0
      ? [
          `kubectl patch ${targetOf(object)} --type=json -p ${shellQuoted(
            patch,
          )}`,
        ]
      : []),
    ...(added.length > 0
      ? [
          `# the interfaces ${added
            .map(({ name }) => name)
            .join(
              ', ',
            )} stay on the nodes until a policy says that they are absent`,
        ]
      : []),
    ...hidden.map(
      ({ path }) =>
        `# ${targetOf(object)}: ${path} had another value, which is not shown`,
    ),
  ];
}

/** The operation that restores the earlier value. */
function opOf(was: unknown, becomes: unknown): string {
  if (was === undefined) {
    return 'remove';
  }
  return becomes === undefined ? 'add' : 'replace';
}

/** Resource, name and namespace, as kubectl takes them. */
function targetOf({ kind, metadata }: KubeObject): string {
  return [
    RESOURCES[kind] ?? kind.toLocaleLowerCase('en-US'),
    metadata.name,
    ...(metadata.namespace ? ['-n', metadata.namespace] : []),
  ].join(' ');
}

/** JSON Pointer (RFC 6901). */
function pointer(keys: Array<string | number>): string {
  return keys
    .map(key => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`)
    .join('');
}

function shellQuoted(value: object): string {
  return `'${JSON.stringify(value).replace(/'/g, `'\\''`)}'`;
}
