import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleVlanDetails } from '../../sample';
import { FormField } from '../../__testUtils__/FormField';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { renderPart } from '../../__testUtils__/renderPart';
import { NetworksField } from './NetworksField';

const field = (props: Partial<Parameters<typeof FormField>[0]> = {}) => (
  <FormField component={NetworksField} name="networks" {...props} />
);
const nic = { name: 'nic1', vlanId: 1085 };
const value = () => JSON.parse(screen.getByLabelText('value').textContent!);

describe('NetworksField', () => {
  it("adds a NIC on a VLAN, as in the action's input", async () => {
    renderPart(field());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a NIC' }),
    );
    await userEvent.type(screen.getByRole('combobox'), '1085');
    await userEvent.keyboard('{Escape}');
    expect(value()).toEqual([nic]);
  });

  it('fills in the next free address', async () => {
    renderPart(field({ initial: [nic] }));
    await screen.findByText(/lowest that is free now is 10\.6\.85\.22/);
    await userEvent.click(screen.getByRole('radio', { name: 'Next free' }));
    expect(value()).toEqual([{ ...nic, ipAddress: '10.6.85.22' }]);
    await userEvent.click(screen.getByRole('radio', { name: /^DHCP/ }));
    expect(value()).toEqual([nic]);
  });

  it.each([
    ['10.6.86.5', 'is outside the subnet 10.6.85.0/24'],
    ['10.6.85.0', 'is the network address'],
    ['10.6.85', 'An IP address without a prefix length'],
    ['10.6.85.20', 'Taken by demo/demo/web-1'],
  ])('says what is wrong with the address %p', async (address, problem) => {
    renderPart(field({ initial: [nic] }));
    await screen.findByText(/lowest that is free/);
    await userEvent.click(screen.getByRole('radio', { name: 'Fixed' }));
    const input = screen.getByLabelText('Fixed address');
    await userEvent.type(input, address);
    expect(screen.getByText(new RegExp(problem))).toBeInTheDocument();
    expect(input).toBeInvalid();
  });

  it('accepts a valid address', async () => {
    renderPart(field({ initial: [nic] }));
    await screen.findByText(/lowest that is free/);
    await userEvent.click(screen.getByRole('radio', { name: 'Fixed' }));
    const input = screen.getByLabelText('Fixed address');
    await userEvent.type(input, '10.6.85.30');
    expect(input).toBeValid();
    expect(value()).toEqual([{ ...nic, ipAddress: '10.6.85.30' }]);
  });

  it('accepts a network by name, without the settings of a VLAN', async () => {
    renderPart(field({ initial: [{ ...nic, ipAddress: '10.6.85.30' }] }));
    await userEvent.click(
      await screen.findByRole('radio', { name: /^A network/ }),
    );
    await userEvent.type(screen.getByLabelText(/^Network/), 'storage');
    expect(value()).toEqual([{ name: 'nic1', networkName: 'storage' }]);
  });

  it('checks the MAC address and the boot order', async () => {
    renderPart(field({ initial: [nic] }));
    const mac = await screen.findByLabelText('MAC address');
    await userEvent.type(mac, '01:00:00:00:00:01');
    expect(screen.getByText(/unicast/)).toBeInTheDocument();
    const order = screen.getByLabelText('Boot order');
    await userEvent.type(order, '1');
    expect(value()[0].bootOrder).toBe(1);
    await userEvent.type(order, '000');
    expect(order).toBeInvalid();
    expect(value()[0].bootOrder).toBeUndefined();
  });

  it('removes the right one', async () => {
    renderPart(field({ initial: [nic, { name: 'nic2', vlanId: 1100 }] }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove NIC 1' }),
    );
    expect(value()).toEqual([{ name: 'nic2', vlanId: 1100 }]);
    const left = screen.getByRole('region', { name: 'NIC 1' });
    expect(within(left).getByLabelText(/^Name of the NIC/)).toHaveValue('nic2');
  });

  describe('keeps the keyboard focus', () => {
    const three = ['nic1', 'nic2', 'nic3'].map(name => ({
      name,
      vlanId: 1085,
    }));
    const press = async (name: string) => {
      act(() => screen.getByRole('button', { name }).focus());
      await userEvent.keyboard('{Enter}');
    };
    const focused = (name: string) =>
      waitFor(() => expect(screen.getByRole('button', { name })).toHaveFocus());

    it('on the name of an added NIC', async () => {
      renderPart(field({ initial: [nic] }));
      await screen.findByRole('region', { name: 'NIC 1' });
      await press('Add a NIC');
      const added = screen.getByRole('region', { name: 'NIC 2' });
      const name = within(added).getByLabelText(/^Name of the NIC/);
      await waitFor(() => expect(name).toHaveFocus());
      await userEvent.keyboard('{Control>}a{/Control}back');
      expect(value()[1].name).toMatch(/back$/);
    });

    it.each([
      [3, 2],
      [2, 1],
      [1, 1],
    ])(
      'after removing NIC %p, on the button to remove NIC %p',
      async (removed, next) => {
        renderPart(field({ initial: three }));
        await screen.findByRole('region', { name: 'NIC 3' });
        await press(`Remove NIC ${removed}`);
        expect(value()).toHaveLength(2);
        await focused(`Remove NIC ${next}`);
      },
    );

    it('on the button to add a NIC after the last one is removed', async () => {
      renderPart(field({ initial: three.slice(0, 2) }));
      await screen.findByRole('region', { name: 'NIC 2' });
      await press('Remove NIC 2');
      await focused('Remove NIC 1');
      await userEvent.keyboard('{Enter}');
      expect(value()).toEqual([]);
      await focused('Add a NIC');
      await userEvent.keyboard('{Enter}');
      await waitFor(() =>
        expect(screen.getByLabelText(/^Name of the NIC/)).toHaveFocus(),
      );
      expect(await findViolations()).toEqual([]);
    });

    it('without taking it when the form appears', async () => {
      renderPart(field({ initial: three }));
      await screen.findByRole('region', { name: 'NIC 3' });
      expect(document.body).toHaveFocus();
    });
  });

  it("accepts a fixed address if the VLAN can't be read, and retries", async () => {
    renderPart(field({ initial: [nic] }), {
      api: { getVlan: failingOnce(sampleVlanDetails) },
    });
    await screen.findByRole('alert');
    expect(screen.getByRole('radio', { name: 'Next free' })).toBeDisabled();
    expect(screen.getByRole('radio', { name: 'Fixed' })).toBeEnabled();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: 'Next free' })).toBeEnabled(),
    );
  });

  it('says that no free address is known', async () => {
    renderPart(field({ initial: [nic] }), {
      api: {
        getVlan: async () => ({
          ...sampleVlanDetails,
          addresses: { unavailable: 'no cluster answers' },
        }),
      },
    });
    expect(
      await screen.findByText(/No free address is known/),
    ).toBeInTheDocument();
  });

  it('has no accessibility violation', async () => {
    renderPart(field({ initial: [{ ...nic, ipAddress: '10.6.86.5' }] }));
    await screen.findByText(/is outside the subnet/);
    expect(await findViolations()).toEqual([]);
  });
});
