import {
  KINDS,
  KubeObject,
  NamedChoice,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ListedKind } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** A kind of objects that a VM can be made from. */
export interface ChoiceKind {
  kind: ListedKind;
  /** Undefined for an object that can't be chosen. */
  choiceOf: (object: KubeObject) => NamedChoice | undefined;
  /** The namespaces to read if the identity may not read all. */
  namespaces?: string[];
}

/** The display name that images and preferences carry, on OpenShift and elsewhere (kubevirt/common-instancetypes). */
const TITLE = 'openshift.io/display-name';

/** The namespaces of public images, by OpenShift Virtualization and KubeVirt's SSP operator. */
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

/** False while the image is being imported: a VM would wait for it (cdi.kubevirt.io, DataSourceReady). */
function isReady({ status }: KubeObject): boolean {
  const conditions =
    isRecord(status) && Array.isArray(status.conditions)
      ? status.conditions.filter(isRecord)
      : [];
  return !conditions.some(
    ({ type, status: value }) => type === 'Ready' && value === 'False',
  );
}

/** `2 CPUs, 4Gi`. */
function sizeOf({ spec }: KubeObject): string | undefined {
  const { cpu, memory } = isRecord(spec) ? spec : {};
  const count = isRecord(cpu) ? cpu.guest : undefined;
  const size = isRecord(memory) ? memory.guest : undefined;
  return typeof count === 'number' && typeof size === 'string'
    ? `${count} ${count === 1 ? 'CPU' : 'CPUs'}, ${size}`
    : undefined;
}
