import type { JsonObject, JsonValue } from '@backstage/types';
import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Removes empty answers, as the form does when it is submitted. */
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
