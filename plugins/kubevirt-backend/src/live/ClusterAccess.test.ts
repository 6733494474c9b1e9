import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { siteConfig } from '../__testUtils__/samples';
import { configuredClusters } from './ClusterAccess';

describe('configuredClusters', () => {
  it('names files of the backend in the log, and not to the user', async () => {
    const warn = jest.fn();
    const access = configuredClusters({
      config: new ConfigReader({}),
      site: parseSite({
        ...siteConfig,
        clusters: { demo: { kubeconfig: { file: '/nowhere/kubeconfig' } } },
      }),
      logger: mockServices.logger.mock({ warn }),
    });
    expect(access.knows('demo')).toBe(true);
    expect(access.knows('lab')).toBe(false);
    const opened = access.open({
      cluster: 'demo',
      identity: { type: 'service-account' },
      signal: new AbortController().signal,
    });
    await expect(opened).rejects.toThrow(
      /^its connection is not configured as it has to be/,
    );
    expect(warn.mock.calls[0][0]).toContain('/nowhere/kubeconfig');
  });
});
