import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { VlanOnCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  sampleDeniedVlan,
  sampleUnregisteredVlan,
  sampleVlanDetails,
} from '../../sample';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderCard } from '../../__testUtils__/renderCard';
import { VlanEntityCard } from './VlanEntityCard';
import { vlanRefreshMs } from './vlanRefreshMs';
import { VlanTemplates, vlanTemplatesSchema } from './templates';

const spec = { type: 'vlan', vlan: { id: 1085 } };
const defaults = vlanTemplatesSchema.parse(undefined);
const show = (
  options: Partial<Parameters<typeof renderCard>[1]> = {},
  templates: VlanTemplates = defaults,
) => renderCard(<VlanEntityCard templates={templates} />, { spec, ...options });

describe('VlanEntityCard', () => {
  it('shows the owner, the use of the subnet and the addresses in use', async () => {
    show();
    expect(await screen.findByText('10.6.85.0/24')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'network' })).toHaveAttribute(
      'href',
      '/catalog/default/group/network',
    );
    expect(
      screen.getByRole('img', {
        name: '2 used, 19 reserved, 233 free, of 254',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('Next free: 10.6.85.22')).toBeInTheDocument();
    expect(
      within(screen.getByRole('grid', { name: 'Used addresses' })).getByRole(
        'row',
        { name: /10\.6\.85\.20/ },
      ),
    ).toHaveTextContent('demo/demo/web-1');
  });

  it('shows each node, network and VM, and how they are connected', async () => {
    show();
    const nodes = await screen.findByRole('grid', {
      name: 'Nodes of vlan-1085-policy-c7000 on demo',
    });
    expect(
      within(nodes).getByRole('row', { name: /worker-2/ }),
    ).toHaveTextContent('FailedNmstateError: InvalidArgument');
    expect(
      screen.getByRole('grid', { name: 'Networks of VLAN 1085 on demo' }),
    ).toHaveTextContent('nad-1085');
    expect(
      within(
        screen.getByRole('grid', { name: 'VMs on VLAN 1085 on demo' }),
      ).getByRole('row', { name: /web-1/ }),
    ).toHaveTextContent('10.6.85.20');
    expect(
      screen.getByRole('img', {
        name: 'How VMs reach VLAN 1085 on demo Uplinks: eno49. VLAN: 1085. Bridges: bridge-1085. Networks: demo/nad-1085. VMs: demo/web-1, demo/web-2.',
      }),
    ).toBeInTheDocument();
  });

  it('shows the other parts if one is missing', async () => {
    show();
    const edge = await screen.findByRole('region', { name: 'Cluster edge' });
    expect(edge).toHaveTextContent(
      'No live state: the cluster edge does not answer',
    );
    expect(
      within(edge).getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Next free: 10.6.85.22')).toBeInTheDocument();
  });

  it('links to the templates with the VLAN filled in', async () => {
    show();
    const link = async (name: string) =>
      new URL(
        (await screen.findByRole('link', { name })).getAttribute('href')!,
        'http://backstage',
      );
    const attach = await link('Attach this VLAN');
    expect(attach.pathname).toBe('/create/templates/default/attach-vlan');
    expect(JSON.parse(attach.searchParams.get('formData')!)).toEqual({
      vlanId: 1085,
    });
    const create = await link('Create a VM on it');
    expect(JSON.parse(create.searchParams.get('formData')!)).toEqual({
      networks: [{ name: 'nic1', vlanId: 1085 }],
    });
  });

  it('links to the configured templates, and to none if none is configured', async () => {
    show({}, { attach: 'template:net/attach', create: '' });
    expect(
      await screen.findByRole('link', { name: 'Attach this VLAN' }),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/create\/templates\/net\/attach\?formData=/),
    );
    expect(screen.queryByText('Create a VM on it')).not.toBeInTheDocument();
  });

  it('has no links for a user who may not use the VLAN, and says why', async () => {
    show({
      api: {
        getVlan: async () => ({ ...sampleVlanDetails, vlan: sampleDeniedVlan }),
      },
    });
    expect(
      await screen.findByText(/ask its owner group:default\/payments/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Attach this VLAN')).not.toBeInTheDocument();
  });

  it('requests an unregistered VLAN on its own cluster', async () => {
    const getVlan = jest.fn(async () => ({
      vlan: sampleUnregisteredVlan,
      addresses: {
        unavailable: 'the catalog does not say which subnet it has',
      },
      clusters: [],
    }));
    show({
      spec: {
        type: 'vlan',
        vlan: { id: 1200, clusters: ['demo'], isRegistered: false },
      },
      api: { getVlan },
    });
    expect(
      await screen.findByText(/Nobody registered this VLAN/),
    ).toBeInTheDocument();
    expect(screen.getByText('No cluster has this VLAN.')).toBeInTheDocument();
    expect(getVlan).toHaveBeenCalledWith(
      { id: 1200, cluster: 'demo' },
      expect.anything(),
    );
  });

  it('retries after an error', async () => {
    show({ api: { getVlan: failingOnce(sampleVlanDetails) } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the VLAN',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('10.6.85.0/24')).toBeInTheDocument();
  });

  it('says that the user may not see it', async () => {
    show({ api: { getVlan: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the VLAN',
    );
  });

  it('shows nothing for an entity without a valid id', async () => {
    const getVlan = jest.fn();
    show({ spec: { type: 'vlan', vlan: { id: '1085' } }, api: { getVlan } });
    // As long as it takes to request a valid one.
    await new Promise(done => setTimeout(done, 200));
    expect(getVlan).not.toHaveBeenCalled();
    expect(screen.queryByRole('heading')).toBeNull();
  });

  it('keeps its data if a refresh fails, and says how old it is', async () => {
    const getVlan = jest
      .fn()
      .mockResolvedValueOnce(sampleVlanDetails)
      .mockRejectedValueOnce(new Error('connection refused'))
      .mockResolvedValue(sampleVlanDetails);
    show({ api: { getVlan } });
    expect(await screen.findByText(/^As of /)).toBeInTheDocument();
    const refresh = screen.getByRole('button', { name: 'Refresh' });
    await userEvent.click(refresh);
    expect(
      await screen.findByText(
        /^Could not be refreshed since .+: connection refused$/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('10.6.85.0/24')).toBeInTheDocument();
    expect(await findViolations()).toEqual([]);
    await userEvent.click(refresh);
    expect(await screen.findByText(/^As of /)).toBeInTheDocument();
  });

  it('is refreshed soon while nodes are being configured', () => {
    expect(vlanRefreshMs(sampleVlanDetails)).toBe(30_000);
    const [{ state }] = sampleVlanDetails.clusters;
    const { value } = state as { value: VlanOnCluster };
    const [policy] = value.policies;
    const progress = { ...policy.progress, verdict: 'progressing' as const };
    const policies = [{ ...policy, progress }];
    expect(
      vlanRefreshMs({
        ...sampleVlanDetails,
        clusters: [
          { cluster: 'edge', state: { unavailable: 'down' } },
          { cluster: 'demo', state: { value: { ...value, policies } } },
        ],
      }),
    ).toBe(10_000);
  });

  it('has no accessibility violation', async () => {
    show();
    await screen.findByText('10.6.85.0/24');
    expect(await findViolations()).toEqual([]);
  });
});
