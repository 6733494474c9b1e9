import { Fact } from '../model/facts';

/** True where all of a kind was read: what is not among it is not there. */
export function isComplete(fact: Fact | undefined): boolean {
  return fact?.known === true && fact.partial === undefined;
}
