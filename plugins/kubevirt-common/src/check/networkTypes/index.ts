import { KnownNetworkType } from '../../manifests/networkTypes';
import { Network } from '../../manifests/readNetwork';
import { CheckContext } from '../CheckContext';
import { checkBridgeNetwork } from './checkBridgeNetwork';
import { checkOvnNetwork } from './checkOvnNetwork';

/** The check of each kind of network; every kind needs one. */
export const NETWORK_CHECKS: Record<
  KnownNetworkType['name'],
  (context: CheckContext, network: Network) => void
> = {
  bridge: checkBridgeNetwork,
  ovn: checkOvnNetwork,
};
