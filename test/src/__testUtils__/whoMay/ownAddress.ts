import {
  DiscoveryService,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';

/** A plugin that reports the backend's address to the test, for requests that ScaffolderClient does not make. */
export function ownAddress() {
  let discovery: DiscoveryService | undefined;
  const feature = createBackendPlugin({
    pluginId: 'own-address',
    register(reg) {
      reg.registerInit({
        deps: { found: coreServices.discovery },
        async init({ found }) {
          discovery = found;
        },
      });
    },
  });
  const request = async (pluginId: string, path: string, body?: object) => {
    const url = `${await discovery!.getBaseUrl(pluginId)}${path}`;
    const response = await fetch(url, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    return { status: response.status, body: await response.json() };
  };
  return { feature, request };
}
