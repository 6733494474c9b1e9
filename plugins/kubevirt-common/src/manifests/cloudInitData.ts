import { Lexer, parse } from 'yaml';
import { sizeProblem } from '../model/sizeProblem';
import { text } from './read';

/** Volumes whose inline data cloud-init reads (kubevirt/user-guide, startup scripts). */
export const CLOUD_INIT_KINDS = ['cloudInitNoCloud', 'cloudInitConfigDrive'];

/** Inline data of a volume, plain or in base64; undefined if there is none. */
export function cloudInitText(
  cloudInit: Record<string, unknown>,
  key: 'userData' | 'networkData',
): string | undefined {
  return text(cloudInit, key) ?? decode(text(cloudInit, `${key}Base64`));
}

/** Limits for parsed data: YAML anchors can make a value that contains itself. */
const LIMITS = { depth: 30, parts: 2000, longest: 5000, characters: 50_000 };

/**
 * True if brackets are nested deeper than in any real data. Parsing would take long, and the result would be too
 * large to look at.
 */
export function isTooDeep(value: string): boolean {
  let depth = 0;
  for (const token of new Lexer().lex(value)) {
    if (token === '[' || token === '{') {
      depth += 1;
    } else if (token === ']' || token === '}') {
      depth = Math.max(0, depth - 1);
    }
    if (depth > LIMITS.depth) {
      return true;
    }
  }
  return false;
}

/** Parses data as YAML. Undefined for scripts and other texts that are not YAML, and for values that are too large. */
export function parseCloudInit(value: string): unknown {
  if (isTooDeep(value)) {
    return undefined;
  }
  try {
    const parsed = parse(value, { maxAliasCount: 20, uniqueKeys: false });
    return sizeProblem(parsed, LIMITS) === undefined ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function decode(base64: string | undefined): string | undefined {
  try {
    return base64 === undefined ? undefined : atob(base64);
  } catch {
    // Not base64: KubeVirt refuses it.
    return undefined;
  }
}
