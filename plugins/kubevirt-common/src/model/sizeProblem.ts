/** Limits for a value from outside; a larger one is not an honest mistake. */
export interface SizeLimits {
  /** How deep mappings and lists may be nested. */
  depth: number;
  /** The number of values in all mappings and lists. */
  parts: number;
  /** The length of one string or key. */
  longest: number;
  /** The total length of all strings and keys. */
  characters: number;
}

/**
 * Why a value is too large, or undefined if it is not. It stops at the limits, so it is fast for any value; what
 * comes later may take time that grows with the square of the size.
 */
export function sizeProblem(
  value: unknown,
  limits: SizeLimits,
): string | undefined {
  let parts = 0;
  let characters = 0;
  const left: Array<{ value: unknown; depth: number }> = [{ value, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value: found, depth } = next;
    if (typeof found === 'string') {
      characters += found.length;
      if (found.length > limits.longest) {
        return `a text of ${found.length} characters, allowed: ${limits.longest}`;
      }
    } else if (typeof found === 'object' && found !== null) {
      if (depth >= limits.depth) {
        return `values more than ${limits.depth} deep in each other`;
      }
      for (const key in found) {
        if (Object.hasOwn(found, key)) {
          parts += 1;
          const isItem = Array.isArray(found);
          characters += isItem ? 0 : key.length;
          if (!isItem && key.length > limits.longest) {
            return `a key of ${key.length} characters, allowed: ${limits.longest}`;
          }
          if (parts > limits.parts) {
            return `more than ${limits.parts} values`;
          }
          left.push({
            value: (found as Record<string, unknown>)[key],
            depth: depth + 1,
          });
        }
      }
    }
    if (characters > limits.characters) {
      return `more than ${limits.characters} characters`;
    }
  }
  return undefined;
}
