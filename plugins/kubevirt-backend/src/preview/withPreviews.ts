import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

/** The actions that make previews. */
const ACTIONS = ['openshift:vlan:attach', 'kubevirt:vm:create'];

/** The prefix of the outputs, and the name of the secret that makes the actions output a preview. */
export const PREVIEW = 'kubevirtPreview';

/** The name of the output with a step's preview. */
export function outputOf(stepId: string): string {
  return `${PREVIEW}.${stepId}`;
}

/** A template with an additional output for the preview of each step with one of our actions. */
export function withPreviews(
  template: TemplateEntityV1beta3,
): TemplateEntityV1beta3 {
  const { spec } = template;
  // One output for each step, as the schema of templates allows only texts.
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

/** The ids of the steps with our actions, in their order. The scaffolder numbers steps without an id. */
export function stepIds({ spec }: TemplateEntityV1beta3): string[] {
  return spec.steps
    .map(({ id, action }, i) => ({ id: id ?? `step-${i + 1}`, action }))
    .filter(({ action }) => ACTIONS.includes(action))
    .map(({ id }) => id);
}
