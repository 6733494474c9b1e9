const MAX_LENGTH = 600;

/**
 * Extracts the error from the message of an enactment, on one line. kubernetes-nmstate puts the complete output of
 * nmstatectl into the message, with a log line for each step and the desired state; the error comes last
 * (kubernetes-nmstate controllers/handler and pkg/nmstatectl; nmstate rust/src/lib/error.rs).
 */
export function nmstateError(message: string): string {
  const text = message
    // Go quotes the output of nmstatectl with %q, as one line.
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
