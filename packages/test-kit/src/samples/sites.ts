/** The node pools of the demo cluster, as in app-config.yaml. */
export const demoNodePools = () => ({
  c7000: { nodeSelector: { hardware: 'c7000' }, uplink: 'eno49' },
});

/**
 * The configuration of a site with the demo cluster alone.
 *
 * @param cluster - What the cluster has besides its node pools.
 */
export const demoSite = (cluster: object = {}) => ({
  clusters: { demo: { nodePools: demoNodePools(), ...cluster } },
});

/** The demo's site, as in app-config.yaml. */
export const siteData = () => ({
  clusters: {
    demo: {
      nodePools: demoNodePools(),
      vlans: [
        {
          id: 1085,
          subnet: '10.6.85.0/24',
          gateway: '10.6.85.1',
          dns: ['10.6.85.2'],
          description: 'Bare-metal provisioning',
        },
        { id: 1090, subnet: '10.6.90.0/24' },
      ],
    },
  },
  gitOps: { repoUrl: 'https://git.example.com/platform/gitops.git' },
});
