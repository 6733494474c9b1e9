import { Source } from '../model/facts';
import { Finding } from './finding';

/** What a claim of others is to this change: anybody may open a request from a fork, so that one holds nobody up. */
export function claimLevel({
  isFromFork,
}: Pick<Source, 'isFromFork'>): Finding['level'] {
  return isFromFork ? 'warning' : 'error';
}
