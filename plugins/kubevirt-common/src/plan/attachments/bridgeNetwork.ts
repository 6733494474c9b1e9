import type { JsonObject } from '@backstage/types';
import {
  BRIDGE_RESOURCE_PREFIX,
  RESOURCE_NAME_ANNOTATION,
} from '../../constants';
import { AttachVlanRequest } from '../../request/attachVlan';

/** The data of a network on a Linux bridge. With `vlan`, its ports are on that VLAN of the bridge. */
export function bridgeNetwork(options: {
  request: AttachVlanRequest;
  bridge: string;
  vlan?: number;
}): JsonObject {
  const { request, bridge, vlan } = options;
  return {
    type: request.networkType,
    macspoofchk: request.macspoofchk,
    ...(vlan !== undefined && { vlan }),
    annotations: {
      [RESOURCE_NAME_ANNOTATION]: `${BRIDGE_RESOURCE_PREFIX}${bridge}`,
    },
  };
}
