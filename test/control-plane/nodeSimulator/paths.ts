/** Where the API server has what the simulator writes. */
export const POLICIES = '/apis/nmstate.io/v1/nodenetworkconfigurationpolicies';
export const ENACTMENTS =
  '/apis/nmstate.io/v1beta1/nodenetworkconfigurationenactments';
export const STATES = '/apis/nmstate.io/v1beta1/nodenetworkstates';
export const NODES = '/api/v1/nodes';
