import { attachInput, vmInput } from 'kubevirt-vlan-test-kit';

/** What one task has to do, and where its result is. */
export interface Change {
  template: 'attach-vlan' | 'create-vm';
  values: object;
  branch: string;
  /** Files of the change that other changes have as well, with the entry that each of them gets. */
  kustomizations: Record<string, string>;
}

const FIRST_VLAN = 100;
export const LAST_VLAN = 1000;

/** Different changes, alternating between a VLAN and a VM. */
export function changes(): () => Change {
  let n = 0;
  return () => {
    n += 1;
    return n % 2 ? attachVlan(n) : createVm(n);
  };
}

function attachVlan(n: number): Change {
  const vlanId = FIRST_VLAN + n;
  const namespace = `ns-${n}`;
  return {
    template: 'attach-vlan',
    values: { ...attachInput, vlanId, namespace },
    branch: `kubevirt/vlan-attach/demo/vlan-${vlanId}-policy-c7000/${namespace}`,
    kustomizations: {
      'clusters/demo/nodes/kustomization.yaml': `vlan-${vlanId}-policy-c7000.yaml`,
      [`clusters/demo/namespaces/${namespace}/kustomization.yaml`]: `networkattachmentdefinition-nad-${vlanId}.yaml`,
    },
  };
}

function createVm(n: number): Change {
  const name = `web-${n}`;
  return {
    template: 'create-vm',
    values: { ...vmInput, name },
    branch: `kubevirt/vm-create/demo/demo/${name}`,
    kustomizations: {
      'clusters/demo/namespaces/demo/kustomization.yaml': `virtualmachine-${name}.yaml`,
    },
  };
}
