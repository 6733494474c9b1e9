const BEGIN = '<!-- backstage-kubevirt:begin -->';
const END = '<!-- backstage-kubevirt:end -->';
const UNFINISHED = '<!-- backstage-kubevirt:unfinished -->';

const MARKERS = [BEGIN, END, UNFINISHED];

/** GitHub accepts 65536 characters; the rest is left to people. */
const MAX_LENGTH = 60_000;
const CUT_NOTE =
  '_The rest of this description is left out, because it is too long for the Git host._';

const withoutCarriageReturns = (text: string) => text.replace(/\r\n?/g, '\n');

function withoutMarkers(text: string): string {
  let before;
  let after = text;
  // Without one marker, the halves of another may join.
  do {
    before = after;
    after = MARKERS.reduce(
      (rest, marker) => rest.replaceAll(marker, ''),
      before,
    );
  } while (after !== before);
  return after;
}

function cut(text: string): string {
  if (text.length <= MAX_LENGTH) {
    return text;
  }
  const room = text.slice(0, MAX_LENGTH - CUT_NOTE.length - 10);
  const lastLine = room.lastIndexOf('\n');
  const kept =
    lastLine > 0
      ? room.slice(0, lastLine)
      : room.replace(/[\uD800-\uDBFF]$/, '');
  const isInCode = (kept.match(/^\s*```/gm) ?? []).length % 2 === 1;
  return `${kept}${isInCode ? '\n```' : ''}\n\n${CUT_NOTE}`;
}

/** The description of a new request: our text, between markers that mark it for later updates. */
export function withMarkers(body: string): string {
  const ours = cut(withoutMarkers(withoutCarriageReturns(body)).trim());
  return `${BEGIN}\n${ours}\n${END}`;
}

/**
 * The same for a request without its labels and reviewers yet. If the task ends before it adds them, the next run sees
 * the mark. People don't see it, and the next update of our text removes it.
 */
export function withUnfinishedMarkers(body: string): string {
  return withMarkers(body).replace(BEGIN, `${BEGIN}\n${UNFINISHED}`);
}

/** True where our part has the mark for missing labels and reviewers. */
export function isUnfinished(existing: string): boolean {
  return withoutCarriageReturns(existing).includes(`${BEGIN}\n${UNFINISHED}`);
}

/**
 * An existing description with our part updated. Text outside the markers is kept. A description without markers was
 * written by people, and is kept below ours.
 */
export function replaceSection(existing: string, body: string): string {
  const theirs = withoutCarriageReturns(existing);
  const section = withMarkers(body);
  const firstBegin = theirs.indexOf(BEGIN);
  const end = firstBegin < 0 ? -1 : theirs.indexOf(END, firstBegin);
  if (end < 0) {
    return theirs.trim() ? `${section}\n\n${theirs}` : section;
  }
  const begin = theirs.lastIndexOf(BEGIN, end);
  return theirs.slice(0, begin) + section + theirs.slice(end + END.length);
}

/** Whether two descriptions are equal apart from line ends and outer white space, which hosts change. */
export function isSameText(one: string, other: string): boolean {
  const plain = (text: string) => withoutCarriageReturns(text).trim();
  return plain(one) === plain(other);
}
