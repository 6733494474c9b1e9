import {
  KubeObject,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Field managers of GitOps controllers (Argo CD docs, server-side apply; fluxcd kustomize- and helm-controller). */
const MANAGERS: Record<string, string> = {
  'argocd-controller': 'Argo CD',
  'argocd-application-controller': 'Argo CD',
  'kustomize-controller': 'Flux',
  'helm-controller': 'Flux',
};

/** Labels and annotations that they set on the objects they apply. */
const MARKS: Record<string, string> = {
  'argocd.argoproj.io/instance': 'Argo CD',
  'argocd.argoproj.io/tracking-id': 'Argo CD',
  'kustomize.toolkit.fluxcd.io/name': 'Flux',
  'helm.toolkit.fluxcd.io/name': 'Flux',
};

/** The GitOps controller that would revert a change to an object, or undefined. */
export function gitOpsManager(object: KubeObject): string | undefined {
  const { labels = {}, annotations = {} } = object.metadata;
  const mark = [...Object.keys(labels), ...Object.keys(annotations)].find(key =>
    Object.hasOwn(MARKS, key),
  );
  if (mark) {
    return MARKS[mark];
  }
  const manager = managersOf(object).find(name =>
    Object.hasOwn(MANAGERS, name),
  );
  return manager && MANAGERS[manager];
}

/** The managers of fields of an object, without its status. */
export function managersOf(object: KubeObject): string[] {
  const { managedFields } = object.metadata as { managedFields?: unknown };
  return (Array.isArray(managedFields) ? managedFields : [])
    .filter(isRecord)
    .filter(({ subresource }) => !subresource)
    .map(({ manager }) => String(manager));
}
