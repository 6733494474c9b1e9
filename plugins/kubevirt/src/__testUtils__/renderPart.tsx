import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { ReactElement } from 'react';
import { KubevirtApi, kubevirtApiRef } from '../api';
import { templateRouteRef } from '../routes';
import { SampleApi } from '../sample';

/** Renders a part of the plugin in an app whose API answers with sample data, or as the test says. */
export function renderPart(
  element: ReactElement,
  options: {
    api?: Partial<KubevirtApi>;
    mountPath?: string;
    path?: string;
  } = {},
) {
  const { api, mountPath, path } = options;
  return renderInTestApp(element, {
    apis: [[kubevirtApiRef, Object.assign(new SampleApi(), api)]],
    mountPath,
    ...(path && { initialRouteEntries: [path] }),
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/create/templates/:namespace/:templateName': templateRouteRef,
    },
  });
}
