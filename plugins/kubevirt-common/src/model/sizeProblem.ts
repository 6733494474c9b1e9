/** What is larger than that is no mistake of anybody's. */
export interface SizeLimits {
  /** Mappings and lists in each other. */
  depth: number;
  /** Values of mappings and lists, all together. */
  parts: number;
  /** Characters of one text or key. */
  longest: number;
  /** Characters of all texts and keys. */
  characters: number;
}

/**
 * Why a value is larger than it may be, or undefined. Whatever its size, no more of it is looked at than is allowed: what
 * comes after may take time that grows with the square of it, or more.
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
