import type { JsonObject, JsonValue } from '@backstage/types';
import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The answers of a form without those that are empty, which the form leaves out when it is sent. */
export function dropEmpty(values: Record<string, unknown>): JsonObject {
  return Object.fromEntries(
    Object.entries(values)
      .filter(
        ([, value]) => value !== undefined && value !== null && value !== '',
      )
      .map(([key, value]) => [key, withoutEmpty(value)]),
  );
}

function withoutEmpty(value: unknown): JsonValue {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty);
  }
  return isRecord(value) ? dropEmpty(value) : (value as JsonValue);
}
