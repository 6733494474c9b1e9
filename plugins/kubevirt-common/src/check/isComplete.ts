import { Fact } from '../model/facts';

/** True if all objects of a kind were read, so that an object that is not listed does not exist. */
export function isComplete(fact: Fact | undefined): boolean {
  return fact?.known === true && fact.partial === undefined;
}
