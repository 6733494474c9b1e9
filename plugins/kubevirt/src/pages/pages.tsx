import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiRouterLine } from '@remixicon/react';
import { vlansRouteRef } from '../routes';

/** The page `/vlans`, and its navigation item. */
export const vlansPage = PageBlueprint.make({
  params: {
    path: '/vlans',
    title: 'VLANs',
    icon: <RiRouterLine aria-hidden="true" />,
    routeRef: vlansRouteRef,
    loader: () => import('./VlansPage').then(m => <m.VlansPage />),
  },
});
