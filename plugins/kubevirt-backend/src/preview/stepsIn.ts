import {
  PreviewStep,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { outputOf } from './withPreviews';

/** Reads the previews of the steps from the outputs that `withPreviews` added to the template. */
export function stepsIn(answer: unknown, ids: string[]): PreviewStep[] {
  const output =
    isRecord(answer) && isRecord(answer.output) ? answer.output : {};
  return ids.flatMap(id => {
    const preview = output[outputOf(id)];
    // A step with `each` outputs a list with one item for each iteration.
    return Array.isArray(preview)
      ? preview.flatMap((one, i) => stepOf(`${id}[${i}]`, one))
      : stepOf(id, preview);
  });
}

/** Empty if the step was skipped by its `if`, or its action made no preview. */
function stepOf(id: string, preview: unknown): PreviewStep[] {
  if (!isRecord(preview)) {
    return [];
  }
  const { changes, findings, manifests, reach } = preview;
  return Array.isArray(changes) &&
    Array.isArray(findings) &&
    Array.isArray(manifests) &&
    isRecord(reach)
    ? [{ id, changes, findings, manifests, reach } as unknown as PreviewStep]
    : [];
}
