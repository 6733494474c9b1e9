import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleVm } from '../../sample';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderCard } from '../../__testUtils__/renderCard';
import { VmEntityCard } from './VmEntityCard';

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

  it('tries again after an error', async () => {
    show({ api: { getVm: failingOnce(sampleVm) } });
    await screen.findByRole('alert');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Status: Running')).toBeInTheDocument();
  });

  it('says where the user may not see it', async () => {
    show({ api: { getVm: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the VM',
    );
  });

  it('says where there is no NIC', async () => {
    show({ api: { getVm: async () => ({ status: 'Stopped', nics: [] }) } });
    expect(await screen.findByText('The VM has no NIC.')).toBeInTheDocument();
  });

  it('has no violation', async () => {
    show();
    await screen.findByText('Status: Running');
    expect(await findViolations()).toEqual([]);
  });
});
