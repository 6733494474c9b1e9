import { Document, ToStringOptions, parseDocument } from 'yaml';

/** Layouts that people and tools use; ours is the first. */
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

const BYTE_ORDER_MARK = '\uFEFF';

/** A document as text, in the layout of the text that it was parsed from, so that lines without a change stay the same. */
export function printLike(document: Document, text: string): string {
  const hasMark = text.startsWith(BYTE_ORDER_MARK);
  const isCrLf = /\r\n/.test(text) && !/[^\r]\n/.test(text);
  const plain = (hasMark ? text.slice(1) : text).replace(/\r\n/g, '\n');
  const printed = document.toString(layoutOf(plain));
  return (
    (hasMark ? BYTE_ORDER_MARK : '') +
    (isCrLf ? printed.replace(/\n/g, '\r\n') : printed)
  );
}

function layoutOf(text: string): ToStringOptions {
  return (
    LAYOUTS.find(layout => parseDocument(text).toString(layout) === text) ??
    LAYOUTS[0]
  );
}
