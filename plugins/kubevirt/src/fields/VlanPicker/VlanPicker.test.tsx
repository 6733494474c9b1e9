import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SampleApi, sampleUnregisteredVlan, sampleVlan } from '../../sample';
import { FormField } from '../../__testUtils__/FormField';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderPart } from '../../__testUtils__/renderPart';
import { openList } from '../../__testUtils__/openList';
import { VlanPicker } from './VlanPicker';

const field = (props: Partial<Parameters<typeof FormField>[0]> = {}) => (
  <FormField component={VlanPicker} name="vlanId" {...props} />
);
const value = () => screen.getByLabelText('value');
const LABEL = 'VLAN 1085 – 10.6.85.0/24 – Bare-metal provisioning (sample)';

describe('VlanPicker', () => {
  it('returns the id of the chosen VLAN, and describes it', async () => {
    renderPart(field());
    await openList();
    const option = await screen.findByRole('option', { name: LABEL });
    expect(option).toHaveTextContent(
      'owner network · node pools c7000 · 2 VMs · 1 network',
    );
    await userEvent.click(option);
    expect(value()).toHaveTextContent(/^1085$/);
    expect(screen.getByRole('combobox')).toHaveValue(LABEL);
  });

  it('disables VLANs of others, and lists the reasons', async () => {
    renderPart(field());
    await openList();
    const option = await screen.findByRole('option', { name: /^VLAN 1100/ });
    expect(option).toHaveAttribute('aria-disabled', 'true');
    expect(option).toHaveTextContent('ask its owner group:default/payments');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(
      screen.getByRole('button', { name: '2 VLANs here are not for you' }),
    );
    expect(screen.getByRole('list')).toHaveTextContent(
      'ask its owner group:default/payments',
    );
  });

  it('searches in the backend', async () => {
    const getVlans = jest.fn(q => new SampleApi().getVlans(q));
    renderPart(field(), { api: { getVlans } });
    await userEvent.type(await screen.findByRole('combobox'), 'provisioning');
    await waitFor(() =>
      expect(getVlans).toHaveBeenLastCalledWith(
        { offset: 0, limit: 50, search: 'provisioning' },
        { signal: expect.any(AbortSignal) },
      ),
    );
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  });

  it('says that more VLANs match than are shown', async () => {
    const getVlans = async () => ({ items: [sampleVlan], totalItems: 312 });
    renderPart(field(), { api: { getVlans } });
    expect(
      await screen.findByText(
        '1 of 312 are shown; type more to narrow the list.',
      ),
    ).toBeInTheDocument();
    expect(await findViolations()).toEqual([]);
  });

  it('offers each id once, preferring the registered VLAN', async () => {
    const items = [sampleVlan, { ...sampleUnregisteredVlan, id: 1085 }];
    renderPart(field(), {
      api: { getVlans: async () => ({ items, totalItems: 2 }) },
    });
    await openList();
    await screen.findByRole('option', { name: LABEL });
    expect(screen.getAllByRole('option')).toHaveLength(1);
  });

  it('says why a VLAN entered by its number is refused', async () => {
    renderPart(field({ initial: 1100 }));
    expect(
      await screen.findByText(/Payment terminals \(sample\): found user/),
    ).toBeInTheDocument();
  });

  it("knows which VLANs are for the form's cluster", async () => {
    const vlan = { ...sampleVlan, clusters: ['other'] };
    renderPart(field({ initial: 1085, values: { cluster: 'demo' } }), {
      api: { getVlans: async () => ({ items: [vlan], totalItems: 1 }) },
    });
    expect(
      await screen.findAllByText(/It is not for the cluster demo/),
    ).not.toHaveLength(0);
  });

  it.each(['4095', '0', '1e3', '0x43d', '01085', '-5', 'vlan1085'])(
    'takes %p for no id',
    async text => {
      renderPart(field());
      await userEvent.type(await screen.findByRole('combobox'), text);
      expect(value()).toBeEmptyDOMElement();
    },
  );

  it("accepts a number if the API can't be reached, and retries", async () => {
    const getVlans = failingOnce({ items: [sampleVlan], totalItems: 1 });
    renderPart(field(), { api: { getVlans } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the VLANs',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
    expect(getVlans).toHaveBeenCalledTimes(2);
  });

  it('accepts a number if the user may not see the VLANs', async () => {
    renderPart(field(), { api: { getVlans: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the VLANs',
    );
    await userEvent.type(screen.getByRole('combobox'), '1085');
    expect(value()).toHaveTextContent(/^1085$/);
  });

  it('has no accessibility violation', async () => {
    renderPart(field());
    await screen.findByRole('button', { name: /not for you/ });
    expect(await findViolations()).toEqual([]);
    await openList();
    await screen.findByRole('option', { name: LABEL });
    expect(await findViolations()).toEqual([]);
  });
});
