import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

/** The actions that tell what they would do. */
const ACTIONS = ['openshift:vlan:attach', 'kubevirt:vm:create'];

/** Begins the names of the outputs, and is that of the secret that makes the actions give it. */
export const PREVIEW = 'kubevirtPreview';

/** The output that one step's preview is put into. */
export function outputOf(stepId: string): string {
  return `${PREVIEW}.${stepId}`;
}

/** A template that puts what its steps with our actions would do into outputs of their own. */
export function withPreviews(
  template: TemplateEntityV1beta3,
): TemplateEntityV1beta3 {
  const { spec } = template;
  // One for each, as the schema of templates allows no other outputs than texts.
  const previews = stepIds(template).map(id => [
    outputOf(id),
    `\${{ steps[${JSON.stringify(id)}].output.preview }}`,
  ]);
  return {
    ...template,
    spec: {
      ...spec,
      output: { ...spec.output, ...Object.fromEntries(previews) },
    },
  };
}

/** The ids of the steps with our actions, in their order; the scaffolder counts those without one. */
export function stepIds({ spec }: TemplateEntityV1beta3): string[] {
  return spec.steps
    .map(({ id, action }, i) => ({ id: id ?? `step-${i + 1}`, action }))
    .filter(({ action }) => ACTIONS.includes(action))
    .map(({ id }) => id);
}
