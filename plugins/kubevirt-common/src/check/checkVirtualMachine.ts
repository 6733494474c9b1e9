import { isRecord } from '../model/kubeObject';
import { CheckContext } from './CheckContext';
import { checkAddresses } from './checkAddresses';
import { checkCloudInit } from './checkCloudInit';
import { checkMacAddresses } from './checkMacAddresses';
import { checkNetworksExist } from './checkNetworksExist';
import { checkPlacement } from './checkPlacement';
import { list, record, repeated, text } from '../manifests/read';
import { checkNamespace } from './tenantNamespace';
import { VM_SPEC, interfacesOf, networksOf } from '../manifests/vmSpec';

/** Multus' annotations of a pod (k8snetworkplumbingwg/multus-cni, docs/how-to-use.md). */
const POD_NETWORKS = 'k8s.v1.cni.cncf.io/';

/** Checks a VM: mostly what KubeVirt's admission does not, and the rest before anything is written. */
export function checkVirtualMachine(context: CheckContext): void {
  const { object, report } = context;
  checkNamespace(context, {
    code: 'vm-namespace',
    because: ", as the VM's networks stand in its own",
  });
  checkRunStrategy(context);
  if (!isRecord(record(object.spec, 'template').spec)) {
    report({
      level: 'error',
      code: 'vm-template',
      field: VM_SPEC,
      message: 'found no mapping, allowed: the spec of the VM itself',
    });
  }
  checkNics(context);
  checkOtherNetworkPaths(context);
  checkMacAddresses(context);
  checkNetworksExist(context);
  checkCloudInit(context);
  checkAddresses(context);
  checkPlacement(context);
}

/** Refuses connections to networks that are not in the list of networks of the VM. */
function checkOtherNetworkPaths({ object, report }: CheckContext): void {
  const template = record(object.spec, 'template');
  Object.keys(record(template, 'metadata', 'annotations'))
    .filter(key => key.startsWith(POD_NETWORKS))
    .forEach(key =>
      report({
        level: 'error',
        code: 'vm-pod-network',
        field: `spec.template.metadata.annotations["${key}"]`,
        message:
          'found a network of the pod, allowed: none; the networks of a VM stand in its own list, where they are checked',
      }),
    );
  const devices = list(
    object.spec,
    'template',
    'spec',
    'domain',
    'devices',
    'hostDevices',
  );
  if (devices.length > 0) {
    report({
      level: 'error',
      code: 'vm-host-device',
      field: `${VM_SPEC}.domain.devices.hostDevices`,
      message: `found ${devices
        .map(device => text(device, 'name') ?? 'one without a name')
        .join(
          ', ',
        )}, allowed: none; a NIC of the node that is handed through is on whatever its switch port carries, and nothing tells it from another device`,
    });
  }
}

/** KubeVirt accepts exactly one of running and runStrategy. */
function checkRunStrategy({ object, report }: CheckContext): void {
  const { running, runStrategy } = record(object.spec);
  if ((running === undefined) === (runStrategy === undefined)) {
    report({
      level: 'error',
      code: 'vm-run-strategy',
      field: 'spec.runStrategy',
      message: `found ${
        running === undefined ? 'nothing' : 'running beside it'
      }, allowed: runStrategy alone`,
    });
  } else if (running !== undefined) {
    report({
      level: 'warning',
      code: 'vm-running-deprecated',
      field: 'spec.running',
      message: 'running is deprecated; write runStrategy instead',
    });
  }
}

function checkNics({ object, report }: CheckContext): void {
  const sides = [
    { what: 'networks', items: networksOf(object) },
    { what: 'domain.devices.interfaces', items: interfacesOf(object) },
  ].map(side => ({
    field: `${VM_SPEC}.${side.what}`,
    names: side.items.map(item => text(item, 'name') ?? ''),
  }));
  sides.forEach(({ field, names }, i) => {
    const other = sides[1 - i];
    repeated(names).forEach(name =>
      report({
        level: 'error',
        code: 'vm-nic-repeated',
        field,
        message: `found "${name}" more than once, allowed: names that differ`,
      }),
    );
    names
      .filter(name => !other.names.includes(name))
      .forEach(name =>
        report({
          level: 'error',
          code: 'vm-nic-unpaired',
          field,
          message: `found "${name}", for which ${other.field} has no entry; allowed: each name in both`,
        }),
      );
  });
}
