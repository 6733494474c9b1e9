import { ToStringOptions, parseDocument } from 'yaml';

/** Layouts that people and tools write; the first is ours. */
const LAYOUTS: ToStringOptions[] = [2, 4].flatMap(indent =>
  [true, false].flatMap(indentSeq =>
    [true, false].map(flowCollectionPadding => ({
      indent,
      indentSeq,
      flowCollectionPadding,
      // Never folded: a line of a manifest stays one line.
      lineWidth: 0,
    })),
  ),
);

/** How a YAML text is laid out, so that lines which do not change are written as they were. */
export function layoutOf(text: string): ToStringOptions {
  return (
    LAYOUTS.find(layout => parseDocument(text).toString(layout) === text) ??
    LAYOUTS[0]
  );
}
