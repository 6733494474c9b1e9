import {
  KINDS,
  KubeObject,
  NamedChoice,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ListedKind } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** What a VM can be made from, and how it is told. */
export interface ChoiceKind {
  kind: ListedKind;
  /** Undefined for an object that can't be chosen. */
  choiceOf: (object: KubeObject) => NamedChoice | undefined;
  /** Where to look when the identity may not look everywhere. */
  namespaces?: string[];
}

/** What the makers of images and preferences call them, on OpenShift and elsewhere (kubevirt/common-instancetypes). */
const TITLE = 'openshift.io/display-name';

/** Where OpenShift Virtualization and KubeVirt's SSP operator keep images that everybody may use. */
const IMAGE_NAMESPACES = [
  'openshift-virtualization-os-images',
  'kubevirt-os-images',
];

export const bootSources: ChoiceKind = {
  kind: KINDS.dataSources,
  namespaces: IMAGE_NAMESPACES,
  choiceOf: object =>
    isReady(object)
      ? {
          name: object.metadata.name,
          namespace: object.metadata.namespace,
          ...titleOf(object),
        }
      : undefined,
};

export const instancetypes: ChoiceKind = {
  kind: KINDS.instancetypes,
  choiceOf: object => {
    const size = sizeOf(object);
    return {
      name: object.metadata.name,
      ...titleOf(object),
      ...(size !== undefined && { title: size }),
    };
  },
};

export const preferences: ChoiceKind = {
  kind: KINDS.preferences,
  choiceOf: object => ({ name: object.metadata.name, ...titleOf(object) }),
};

function titleOf({ metadata }: KubeObject): { title?: string } {
  const title = metadata.annotations?.[TITLE];
  return title ? { title } : {};
}

/** A DataSource whose image is still on its way makes a VM that waits (cdi.kubevirt.io, DataSourceReady). */
function isReady({ status }: KubeObject): boolean {
  const conditions =
    isRecord(status) && Array.isArray(status.conditions)
      ? status.conditions.filter(isRecord)
      : [];
  return !conditions.some(
    ({ type, status: value }) => type === 'Ready' && value === 'False',
  );
}

/** `2 CPUs, 4Gi`, which is what people choose by. */
function sizeOf({ spec }: KubeObject): string | undefined {
  const { cpu, memory } = isRecord(spec) ? spec : {};
  const count = isRecord(cpu) ? cpu.guest : undefined;
  const size = isRecord(memory) ? memory.guest : undefined;
  return typeof count === 'number' && typeof size === 'string'
    ? `${count} ${count === 1 ? 'CPU' : 'CPUs'}, ${size}`
    : undefined;
}
