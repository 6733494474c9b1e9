import { InputError } from '@backstage/errors';
import { Lexer } from 'yaml';

/**
 * YAML's tokens: indicators, scalars, comments, and the spaces and line breaks between them. A VM of 20 NICs in a text of
 * 100,000 characters has 1,416, the largest manifest of ours fewer than 400.
 */
const MAX_TOKENS = 4_000;
/** More than any plan has objects. */
const MAX_DOCUMENTS = 100;
/** Kubernetes' own types are about 15 deep, most of it in block style. */
const MAX_FLOW_DEPTH = 30;

/** A comma after one of these has no value before it. */
const OPENS = [',', '[', '{'];

/**
 * Refuses a text with more syntax than any honest one has, before it is parsed: the parser takes a hundred times longer
 * for syntax than for plain text of the same length.
 *
 * @throws InputError that names the text, what was found, what is allowed, and the way out.
 */
export function refuseSyntax(name: string, text: string, wayOut: string): void {
  let tokens = 0;
  let depth = 0;
  let documents = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (token === '[' || token === '{') {
      depth += 1;
    } else if (token === ']' || token === '}') {
      depth = Math.max(0, depth - 1);
    }
    documents += token === '---' ? 1 : 0;
    const problem =
      tooMany(tokens, MAX_TOKENS, 'parts of YAML syntax') ??
      tooMany(documents, MAX_DOCUMENTS, 'documents') ??
      tooMany(depth, MAX_FLOW_DEPTH, 'brackets in each other') ??
      // The library reports each of them as an error, slowly.
      (token === ',' && OPENS.includes(before)
        ? `a comma after "${before}", allowed: a value between them`
        : undefined);
    if (problem) {
      throw new InputError(
        `${name} is not readable: found ${problem}; ${wayOut}`,
      );
    }
    before = token.trim() === '' ? before : token;
  }
}

function tooMany(
  found: number,
  most: number,
  what: string,
): string | undefined {
  return found > most
    ? `more than ${most} ${what}, allowed: ${most}`
    : undefined;
}
