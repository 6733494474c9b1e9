import {
  Difference,
  KubeObject,
  NETWORK_KIND,
  POLICY_KIND,
  POLICY_LABEL,
  VM_KIND,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Where kubectl finds a kind. */
const RESOURCES: Record<string, string> = {
  [POLICY_KIND]: 'nodenetworkconfigurationpolicies.nmstate.io',
  [NETWORK_KIND]: 'network-attachment-definitions.k8s.cni.cncf.io',
  [VM_KIND]: 'virtualmachines.kubevirt.io',
};

/** Interfaces that a policy of ours makes; the NIC itself is never taken away. */
const MADE_TYPES = ['linux-bridge', 'vlan'];

/** What somebody may have put a password into. */
const PRIVATE = /cloudInit|userData|networkData|secret|password|token/i;

/** One object that a run wrote. */
export interface Written {
  object: KubeObject;
  /** Absent: it was created. */
  drift?: Difference[];
}

/** The commands that take back what a run wrote, the last first. */
export function undoCommands(written: Written[]): string[] {
  return [...written]
    .reverse()
    .flatMap(({ object, drift }) =>
      drift ? restore(object, drift) : remove(object),
    );
}

function remove(object: KubeObject): string[] {
  const target = targetOf(object);
  const interfaces = madeInterfaces(object);
  // Deleting a policy leaves the nodes as they are: the interfaces are taken away first.
  return [
    ...(interfaces.length > 0
      ? [
          `kubectl patch ${target} --type=merge -p ${shellQuoted({
            spec: { desiredState: { interfaces } },
          })}`,
          `kubectl get nodenetworkconfigurationenactments -l ${POLICY_LABEL}=${object.metadata.name} --watch   # until all are Available`,
        ]
      : []),
    `kubectl delete ${target}`,
  ];
}

function madeInterfaces(object: KubeObject): object[] {
  const spec = isRecord(object.spec) ? object.spec : {};
  const desired = isRecord(spec.desiredState) ? spec.desiredState : {};
  const interfaces = Array.isArray(desired.interfaces)
    ? desired.interfaces.filter(isRecord)
    : [];
  return interfaces
    .filter(({ type }) => MADE_TYPES.includes(String(type)))
    .reverse()
    .map(({ name, type }) => ({ name, type, state: 'absent' }));
}

function restore(object: KubeObject, drift: Difference[]): string[] {
  const hidden = drift.filter(
    ({ path, was }) =>
      PRIVATE.test(path) || PRIVATE.test(JSON.stringify(was) ?? ''),
  );
  const patch = drift
    .filter(difference => !hidden.includes(difference))
    .map(({ keys, was, becomes }) => ({
      op: opOf(was, becomes),
      path: pointer(keys),
      ...(was !== undefined && { value: was }),
    }));
  return [
    ...(patch.length > 0
      ? [
          `kubectl patch ${targetOf(object)} --type=json -p ${shellQuoted(
            patch,
          )}`,
        ]
      : []),
    ...hidden.map(
      ({ path }) =>
        `# ${targetOf(object)}: ${path} had another value, which is not shown`,
    ),
  ];
}

/** What brings the earlier value back. */
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
