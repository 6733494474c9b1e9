import { MAX_MTU, MAX_VLAN_ID, MIN_MTU, MIN_VLAN_ID } from '../constants';

/** True for a VLAN id from 1 to 4094; false for strings and fractions. */
export function isVlanId(value: unknown): value is number {
  return isIntegerIn(value, MIN_VLAN_ID, MAX_VLAN_ID);
}

/** True for an MTU from 576 to 9216; false for strings and fractions. */
export function isMtu(value: unknown): value is number {
  return isIntegerIn(value, MIN_MTU, MAX_MTU);
}

function isIntegerIn(value: unknown, min: number, max: number): boolean {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= min &&
    value <= max
  );
}
