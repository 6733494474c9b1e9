import { parse } from 'yaml';
import { sizeProblem } from '../model/sizeProblem';
import { text } from './read';

/** Volumes whose inline data cloud-init reads (kubevirt/user-guide, startup scripts). */
export const CLOUD_INIT_KINDS = ['cloudInitNoCloud', 'cloudInitConfigDrive'];

/** Inline data of a volume, as it is or in base64; undefined where there is none. */
export function cloudInitText(
  cloudInit: Record<string, unknown>,
  key: 'userData' | 'networkData',
): string | undefined {
  return text(cloudInit, key) ?? decode(text(cloudInit, `${key}Base64`));
}

/** Anchors may make a value that holds itself. */
const LIMITS = { depth: 30, parts: 2000, longest: 5000, characters: 50_000 };

/** What YAML makes of data; undefined for scripts and other texts that are none, and for what grows without end. */
export function parseCloudInit(value: string): unknown {
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
