const BEGIN = '<!-- backstage-kubevirt:begin -->';
const END = '<!-- backstage-kubevirt:end -->';
const UNFINISHED = '<!-- backstage-kubevirt:unfinished -->';

const MARKERS = [BEGIN, END, UNFINISHED];

/** GitHub takes 65536 characters; the rest is for what people add. */
const MAX_LENGTH = 60_000;
const CUT_NOTE =
  '_The rest of this description is left out, because it is too long for the Git host._';

const withoutCarriageReturns = (text: string) => text.replace(/\r\n?/g, '\n');

function withoutMarkers(text: string): string {
  let before;
  let after = text;
  // Taking one marker out may join the halves of another.
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

/** A description as a new request gets it: ours, between markers by which it is found again. */
export function withMarkers(body: string): string {
  const ours = cut(withoutMarkers(withoutCarriageReturns(body)).trim());
  return `${BEGIN}\n${ours}\n${END}`;
}

/**
 * The same for a request whose labels and reviewers are still to come: what a task leaves that ends in between. Nobody
 * sees the mark, and the next text that is ours has none.
 */
export function withUnfinishedMarkers(body: string): string {
  return withMarkers(body).replace(BEGIN, `${BEGIN}\n${UNFINISHED}`);
}

/** True where our part says that labels and reviewers are still to come. */
export function isUnfinished(existing: string): boolean {
  return withoutCarriageReturns(existing).includes(`${BEGIN}\n${UNFINISHED}`);
}

/**
 * An existing description with our part brought up to date. What people wrote outside the markers stays; a description
 * without markers is theirs and stays below ours.
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

/** Whether two descriptions are the same but for line ends and outer white space, which hosts change. */
export function isSameText(one: string, other: string): boolean {
  const plain = (text: string) => withoutCarriageReturns(text).trim();
  return plain(one) === plain(other);
}
