import { Source } from '../model/facts';
import { Finding } from './finding';

/**
 * The level of a conflict with another change. Anybody may open a request from a fork, so a fork only causes a
 * warning.
 */
export function claimLevel({
  isFromFork,
}: Pick<Source, 'isFromFork'>): Finding['level'] {
  return isFromFork ? 'warning' : 'error';
}
