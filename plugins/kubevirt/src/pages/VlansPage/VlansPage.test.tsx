import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import type { VlanQuery } from '../../api';
import { SampleApi, sampleVlan } from '../../sample';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderPart } from '../../__testUtils__/renderPart';
import { VlansPage } from './VlansPage';

function Address() {
  return <output aria-label="address">{useLocation().search}</output>;
}

const show = (options: Parameters<typeof renderPart>[1] = {}) =>
  renderPart(
    <>
      <VlansPage />
      <Address />
    </>,
    options,
  );
const table = () =>
  screen.findByRole('grid', { name: 'VLANs of all clusters' });

/** 1,000 VLANs, served page by page. */
const thousand = async ({ offset, limit }: VlanQuery) => ({
  items: Array.from({ length: limit }, (_, i) => ({
    ...sampleVlan,
    id: offset + i + 1,
    entityRef: `resource:default/vlan-${offset + i + 1}`,
    title: `VLAN ${offset + i + 1}`,
  })),
  totalItems: 1000,
  nextOffset: offset + limit,
});

describe('VlansPage', () => {
  it('shows each VLAN with its state, owner, subnet, use and permit', async () => {
    show();
    const rows = within(await table())
      .getAllByRole('row')
      .slice(1);
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'VLAN 1085 (sample)Registerednetwork10.6.85.0/242 VMs, 1 networkYou may use it',
      expect.stringMatching(/^VLAN 1100.*Not for you; ask its owner$/),
      expect.stringMatching(/^VLAN 1200.*Not registered.*–0 VMs, 1 network/),
    ]);
    expect(
      within(rows[0]).getByRole('link', { name: 'VLAN 1085 (sample)' }),
    ).toHaveAttribute('href', '/catalog/default/resource/vlan-1085');
  });

  it('shows errors of the catalog', async () => {
    const items = [{ ...sampleVlan, errors: ['gateway is outside'] }];
    show({ api: { getVlans: async () => ({ items, totalItems: 1 }) } });
    expect(await table()).toHaveTextContent('Has errors: gateway is outside');
  });

  it('searches, and keeps the search in the URL', async () => {
    show();
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Search VLANs' }),
      'payment',
    );
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '?search=payment',
    );
    await waitFor(async () =>
      expect(within(await table()).getAllByRole('row')).toHaveLength(2),
    );
  });

  it('starts with the filter in the URL', async () => {
    const getVlans = jest.fn(query => new SampleApi().getVlans(query));
    show({
      api: { getVlans },
      path: '/?search=VLAN&cluster=demo&registered=false&for=me&errors=true&offset=-1',
    });
    expect(await screen.findByText('No VLAN matches.')).toBeInTheDocument();
    expect(getVlans).toHaveBeenCalledWith(
      {
        offset: 0,
        limit: 25,
        search: 'VLAN',
        cluster: 'demo',
        hasErrors: true,
        isRegistered: false,
        permitted: true,
      },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(within(await table()).getAllByRole('row')).toHaveLength(4);
    expect(screen.getByLabelText('address')).toBeEmptyDOMElement();
  });

  it('filters by state', async () => {
    show();
    await table();
    await userEvent.click(screen.getByRole('button', { name: /State$/ }));
    await userEvent.click(
      screen.getByRole('option', { name: 'Not registered' }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('address')).toHaveTextContent(
        '?registered=false',
      ),
    );
    await waitFor(async () =>
      expect(within(await table()).getAllByRole('row')).toHaveLength(2),
    );
  });

  it("filters by cluster, and shows the one in the URL if the clusters can't be listed", async () => {
    const getVlans = jest.fn(query => new SampleApi().getVlans(query));
    const shown = show({ api: { getVlans } });
    await table();
    await userEvent.click(screen.getByRole('button', { name: /Cluster$/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'demo' }));
    await waitFor(() =>
      expect(screen.getByLabelText('address')).toHaveTextContent(
        '?cluster=demo',
      ),
    );
    await waitFor(() =>
      expect(getVlans).toHaveBeenLastCalledWith(
        expect.objectContaining({ cluster: 'demo' }),
        expect.anything(),
      ),
    );
    shown.unmount();
    show({ api: { getClusters: forbidden }, path: '/?cluster=edge' });
    expect(
      await screen.findByRole('button', { name: /^edge Cluster$/ }),
    ).toBeInTheDocument();
  });

  it('filters by errors', async () => {
    const errors = ['gateway is outside'];
    const getVlans = jest.fn(async ({ hasErrors }: VlanQuery) => ({
      items: hasErrors ? [{ ...sampleVlan, errors }] : [sampleVlan],
      totalItems: 1,
    }));
    show({ api: { getVlans } });
    await table();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'With errors only' }),
    );
    expect(screen.getByLabelText('address')).toHaveTextContent('?errors=true');
    expect(
      await screen.findByText('Has errors: gateway is outside'),
    ).toBeInTheDocument();
    expect(await findViolations()).toEqual([]);
  });

  it('lets the backend page through 1,000 VLANs', async () => {
    const getVlans = jest.fn(thousand);
    show({ api: { getVlans } });
    await table();
    expect(screen.getAllByText(/^VLAN [0-9]+$/)).toHaveLength(25);
    expect(screen.getAllByText('1 to 25 of 1000')).not.toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(screen.getByLabelText('address')).toHaveTextContent('?offset=25');
    expect(await screen.findByText('VLAN 26')).toBeInTheDocument();
    expect(getVlans).toHaveBeenCalledTimes(2);
  });

  it('moves by full pages, also while one is loading', async () => {
    const asked: number[] = [];
    const answers: Array<() => void> = [];
    show({
      api: {
        getVlans: async query => {
          asked.push(query.offset);
          if (query.offset > 0) {
            await new Promise<void>(done => answers.push(done));
          }
          return { ...(await thousand(query)), totalItems: 100 };
        },
      },
    });
    const next = () => screen.getByRole('button', { name: /next/i });
    await screen.findByText('1 to 25 of 100');
    await userEvent.click(next());
    await waitFor(() => expect(asked).toEqual([0, 25]));
    await userEvent.click(next());
    await waitFor(() => expect(asked).toEqual([0, 25, 50]));
    // The range is that of the visible rows.
    expect(screen.getByText('1 to 25 of 100')).toBeInTheDocument();
    answers.forEach(answer => answer());
    expect(await screen.findByText('51 to 75 of 100')).toBeInTheDocument();
    expect(await table()).toHaveTextContent('VLAN 51');
  });

  it('focuses the search if nothing matches, and does not call the catalog empty', async () => {
    const answers: Array<() => void> = [];
    show({
      api: {
        getVlans: async ({ hasErrors }) => {
          if (!hasErrors) {
            await new Promise<void>(done => answers.push(done));
          }
          return hasErrors
            ? { items: [], totalItems: 0 }
            : { items: [sampleVlan], totalItems: 1 };
        },
      },
      mountPath: '/vlans',
      path: '/vlans?errors=true',
    });
    const button = await screen.findByRole('button', { name: 'Show all' });
    await userEvent.click(button);
    expect(screen.getByRole('searchbox')).toHaveFocus();
    expect(screen.getByText('No VLAN matches.')).toBeInTheDocument();
    await waitFor(() => expect(answers).not.toHaveLength(0));
    answers.forEach(answer => answer());
    await table();
  });

  it('says what to do if there are none', async () => {
    show({ api: { getVlans: async () => ({ items: [], totalItems: 0 }) } });
    expect(
      await screen.findByText(/The network team registers them/),
    ).toBeInTheDocument();
  });

  it('retries after an error', async () => {
    const page = { items: [sampleVlan], totalItems: 1 };
    show({ api: { getVlans: failingOnce(page) } });
    await screen.findByRole('alert');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await table()).toBeInTheDocument();
  });

  it('says that the user may not see them', async () => {
    show({ api: { getVlans: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the VLANs',
    );
  });

  it('has no accessibility violation', async () => {
    show();
    await table();
    expect(await findViolations()).toEqual([]);
  });
});
