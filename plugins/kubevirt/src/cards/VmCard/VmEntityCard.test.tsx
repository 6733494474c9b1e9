/* eslint-disable no-script-url */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleVm } from '../../sample';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderCard } from '../../__testUtils__/renderCard';
import { VmEntityCard } from './VmEntityCard';
import { vmRefreshMs } from './vmRefreshMs';

const vm = { cluster: 'demo', namespace: 'demo', name: 'web-1' };
const spec = { type: 'virtual-machine', virtualMachine: vm };
const show = (options: Partial<Parameters<typeof renderCard>[1]> = {}) =>
  renderCard(<VmEntityCard />, { spec, ...options });

describe('VmEntityCard', () => {
  it('shows the status and each NIC, with links to its VLANs', async () => {
    const getVm = jest.fn(async () => sampleVm);
    show({ api: { getVm } });
    expect(await screen.findByText('Status: Running')).toBeInTheDocument();
    expect(getVm).toHaveBeenCalledWith(vm, expect.anything());
    const table = screen.getByRole('grid', { name: 'NICs of web-1' });
    const nic = within(table).getByRole('row', { name: /nic1/ });
    expect(nic).toHaveTextContent(
      'nic1demo/nad-1085VLAN 108502:00:00:00:00:0110.6.85.20Down',
    );
    expect(within(nic).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/resource/vlan-1085',
    );
    expect(
      within(table).getByRole('row', { name: /default/ }),
    ).toHaveTextContent('Up');
    expect(within(table).getByRole('row', { name: /nic2/ })).toHaveTextContent(
      'not known',
    );
  });

  it('tells a missing network of a NIC from an unknown one', async () => {
    const unreadable = {
      name: 'nic4',
      network: 'demo/secret',
      vlans: [],
      vlansUnknown: 'unreadable' as const,
      addresses: [],
    };
    const none = { name: 'nic5', network: 'demo/x', vlans: [], addresses: [] };
    const nics = [...sampleVm.nics, unreadable, none];
    show({ api: { getVm: async () => ({ ...sampleVm, nics }) } });
    const row = async (name: RegExp) => screen.findByRole('row', { name });
    expect(await row(/nic3/)).toHaveTextContent('The network was not found');
    expect(await row(/nic4/)).toHaveTextContent('the network can’t be read');
    expect(await row(/nic5/)).toHaveTextContent('demo/xnone');
    expect(await findViolations()).toEqual([]);
  });

  it('links to the request, the file and the console, each in a new tab', async () => {
    show();
    const linkOf = (name: string) =>
      screen.findByRole('link', { name: `${name} (opens in a new tab)` });
    const request = await linkOf('Request #7');
    expect(request).toHaveAttribute(
      'href',
      'https://git.example.com/platform/gitops/pulls/7',
    );
    expect(request).toHaveAttribute('target', '_blank');
    expect(request).toHaveAttribute('rel', 'noopener noreferrer');
    expect(await linkOf('File in the GitOps repository')).toHaveAttribute(
      'href',
      expect.stringMatching(/virtualmachine-web-1\.yaml$/),
    );
    expect(await linkOf('Open in the console')).toHaveAttribute(
      'href',
      'https://console.example.com/k8s/ns/demo/kubevirt.io~v1~VirtualMachine/web-1',
    );
  });

  it('never links to a script', async () => {
    const url = 'javascript:alert(1)';
    show({
      api: {
        getVmLinks: async () => ({
          console: { name: 'demo', url },
          request: { value: { name: '#7', url } },
        }),
      },
    });
    await screen.findByText('Status: Running');
    expect(screen.queryByText(/Request|console/)).not.toBeInTheDocument();
    expect(document.body.innerHTML).not.toContain('javascript:');
  });

  it('shows the VM without waiting for its links, and says why one is missing', async () => {
    const getVmLinks = jest
      .fn()
      .mockImplementationOnce(() => new Promise(() => {}))
      .mockResolvedValue({
        request: { unavailable: 'the GitOps repository can’t be read: 503' },
      });
    const shown = show({ api: { getVmLinks } });
    expect(await screen.findByText('Status: Running')).toBeInTheDocument();
    shown.unmount();
    show({ api: { getVmLinks } });
    expect(
      await screen.findByText(
        'No open request: the GitOps repository can’t be read: 503',
      ),
    ).toBeInTheDocument();
    expect(await findViolations()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(getVmLinks).toHaveBeenCalledTimes(3);
  });

  it("shows the links if the VM can't be read, and the VM if the links can't", async () => {
    const fail = async () => {
      throw new Error('connection refused');
    };
    const shown = show({ api: { getVm: fail } });
    expect(await screen.findByText(/Request #7/)).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent('Could not load');
    shown.unmount();
    show({ api: { getVmLinks: fail } });
    expect(
      await screen.findByText('No links: connection refused'),
    ).toBeInTheDocument();
    expect(screen.getByText('Status: Running')).toBeInTheDocument();
  });

  it('is refreshed soon while it starts or stops', () => {
    expect(vmRefreshMs(sampleVm)).toBe(30_000);
    expect(vmRefreshMs({ ...sampleVm, status: 'Starting' })).toBe(10_000);
  });

  it('retries after an error', async () => {
    show({ api: { getVm: failingOnce(sampleVm) } });
    await screen.findByRole('alert');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Status: Running')).toBeInTheDocument();
  });

  it('says that the user may not see it', async () => {
    show({ api: { getVm: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the VM',
    );
  });

  it('says that there is no NIC', async () => {
    show({ api: { getVm: async () => ({ status: 'Stopped', nics: [] }) } });
    expect(await screen.findByText('The VM has no NIC.')).toBeInTheDocument();
  });

  it('has no accessibility violation', async () => {
    show();
    await screen.findByText('Status: Running');
    expect(await findViolations()).toEqual([]);
  });
});
