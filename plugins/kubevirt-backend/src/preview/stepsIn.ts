import {
  PreviewStep,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { outputOf } from './withPreviews';

/** What the steps of a dry run would do, by the outputs that were added to the template. */
export function stepsIn(answer: unknown, ids: string[]): PreviewStep[] {
  const output =
    isRecord(answer) && isRecord(answer.output) ? answer.output : {};
  return ids.flatMap(id => {
    const preview = output[outputOf(id)];
    // A step with `each` has a list, one item for each run.
    return Array.isArray(preview)
      ? preview.flatMap((one, i) => stepOf(`${id}[${i}]`, one))
      : stepOf(id, preview);
  });
}

/** Nothing for a step that was passed over by its `if`, or whose action says nothing. */
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
