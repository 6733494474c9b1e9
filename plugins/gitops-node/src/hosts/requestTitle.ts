/** The beginning of the title by which GitLab and Gitea recognize a draft. */
const DRAFT = /^\s*(draft:|\[draft\]|\(draft\)|wip:|\[wip\])\s*/i;

/** GitHub accepts 256 characters, GitLab and Gitea 255. */
const MAX_LENGTH = 255;

/**
 * The title as a host stores it: one line, cut to the maximum length. A request that people marked as a draft stays one.
 */
export function requestTitle(title: string, existing: string = ''): string {
  const line = title.replace(/\s+/g, ' ').trim();
  const draft = DRAFT.test(line) ? '' : existing.match(DRAFT)?.[0] ?? '';
  const characters = Array.from(draft + line);
  return characters.length > MAX_LENGTH
    ? `${characters
        .slice(0, MAX_LENGTH - 1)
        .join('')
        .trim()}…`
    : characters.join('');
}
