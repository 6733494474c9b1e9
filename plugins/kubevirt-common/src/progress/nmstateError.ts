const MAX_LENGTH = 600;

/**
 * The part of an enactment's message that says what went wrong, on one line. kubernetes-nmstate puts the whole output
 * of nmstatectl into it, with a log line for each step and the desired state; the error itself is the last of it
 * (kubernetes-nmstate controllers/handler and pkg/nmstatectl; nmstate rust/src/lib/error.rs).
 */
export function nmstateError(message: string): string {
  const text = message
    // %q of Go: what nmstatectl printed stands in it as one quoted line.
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, ' ')
    .replace(/\\"/g, '"')
    .replace(/[:,]? *failed to execute nmstatectl [^\n]*/g, '');
  const error =
    lastMatch(text, /NmstateError: [^\n]+/g) ??
    lastMatch(text, /libnmstate\.error\.[^\n]+/g) ??
    lastMatch(text, /\b(?:ERROR|error):? [^\n]+/g) ??
    text;
  const line = error
    .replace(/\s+/g, ' ')
    .replace(/['",\s]+$/, '')
    .trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}

function lastMatch(text: string, pattern: RegExp): string | undefined {
  return text.match(pattern)?.at(-1);
}
