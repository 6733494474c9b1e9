import { parseSite } from '../model/site';

/** The site of the demo, as in app-config.yaml. */
export const siteData = () => ({
  clusters: {
    demo: {
      nodePools: {
        c7000: { nodeSelector: { hardware: 'c7000' }, uplink: 'eno49' },
      },
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

export const site = parseSite(siteData());

export const attachInput = {
  vlanId: 1085,
  nodePool: 'c7000',
  namespace: 'demo',
  delivery: 'pull-request',
};

export const vmInput = {
  name: 'web-1',
  namespace: 'demo',
  delivery: 'pull-request',
  cpu: 2,
  memory: '4Gi',
  blank: { size: '20Gi' },
  networks: [{ name: 'nic-pxe1', vlanId: 1085, bootOrder: 1 }],
};

/** The key of the first test vector in RFC 8032, in OpenSSH form. Nobody uses it. */
export const publicKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea rfc8032';
