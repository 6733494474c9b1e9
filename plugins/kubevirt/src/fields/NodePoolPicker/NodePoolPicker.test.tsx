import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleCluster, sampleVlan } from '../../sample';
import { FormField } from '../../__testUtils__/FormField';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderPart } from '../../__testUtils__/renderPart';
import { pageOf } from '../../__testUtils__/pageOf';
import { openList } from '../../__testUtils__/openList';
import { NodePoolPicker } from './NodePoolPicker';

const field = (props: Partial<Parameters<typeof FormField>[0]> = {}) => (
  <FormField component={NodePoolPicker} name="nodePool" {...props} />
);
const value = () => screen.getByLabelText('value');

describe('NodePoolPicker', () => {
  it('suggests the pools of the only cluster, with uplink and nodes', async () => {
    renderPart(field());
    await openList();
    const option = await screen.findByRole('option', { name: 'c7000' });
    expect(option).toHaveTextContent('uplink eno49 · 5 of 6 nodes ready');
    await userEvent.click(option);
    expect(value()).toHaveTextContent('"c7000"');
    expect(screen.getByText(/uplink eno49/)).toBeInTheDocument();
  });

  it('says why the number of nodes is not known', async () => {
    renderPart(field());
    await openList();
    expect(
      await screen.findByRole('option', { name: 'edge' }),
    ).toHaveTextContent('number of nodes not known: you may not list nodes');
  });

  it('follows the cluster of the form', async () => {
    const clusters = [
      { ...sampleCluster, name: 'a', nodePools: [] },
      { ...sampleCluster, name: 'b', isDefault: undefined },
    ];
    renderPart(
      field({ values: { where: 'b' }, options: { clusterField: 'where' } }),
      {
        api: { getClusters: async () => clusters },
      },
    );
    await openList();
    expect(await screen.findAllByRole('option')).toHaveLength(2);
  });

  it('uses the default cluster if the form names none', async () => {
    const clusters = [
      { ...sampleCluster, name: 'a', nodePools: [], isDefault: undefined },
      { ...sampleCluster, name: 'b' },
    ];
    renderPart(field(), { api: { getClusters: async () => clusters } });
    await openList();
    expect(await screen.findAllByRole('option')).toHaveLength(2);
  });

  it.each([
    [undefined, 'Choose a cluster first'],
    ['a', 'The cluster a has no node pool'],
  ])(
    'says what to do if there is nothing to suggest (%p)',
    async (cluster, note) => {
      const clusters = ['a', 'b'].map(name => ({
        ...sampleCluster,
        name,
        nodePools: [],
        isDefault: undefined,
      }));
      renderPart(field({ options: { cluster } }), {
        api: { getClusters: async () => clusters },
      });
      expect(await screen.findByText(new RegExp(note))).toBeInTheDocument();
    },
  );

  describe('with a VLAN in the form', () => {
    const reason =
      'VLAN 1085 is not for the node pool edge, but for c7000; ask its owner group:default/network.';

    it('disables excluded pools, and lists the reasons', async () => {
      renderPart(field({ values: { vlanId: 1085 } }));
      const denied = await screen.findByRole('button', {
        name: 'One node pool is not for the VLAN',
      });
      await openList();
      const option = await screen.findByRole('option', { name: 'edge' });
      expect(option).toHaveAttribute('aria-disabled', 'true');
      expect(option).toHaveTextContent(reason);
      expect(screen.getByRole('option', { name: 'c7000' })).not.toHaveAttribute(
        'aria-disabled',
      );
      await userEvent.keyboard('{Escape}');
      await userEvent.click(denied);
      expect(screen.getByRole('list')).toHaveTextContent(reason);
      expect(await findViolations()).toEqual([]);
    });

    it.each(['edge', 'nowhere'])('accepts %s, and warns', async pool => {
      renderPart(
        field({ values: { vlan: 1085 }, options: { vlanField: 'vlan' } }),
      );
      await screen.findByRole('button', { name: /not for the VLAN/ });
      await userEvent.type(screen.getByRole('combobox'), pool);
      await userEvent.tab();
      expect(value()).toHaveTextContent(`"${pool}"`);
      expect(
        screen.getByText(`VLAN 1085 is not for the node pool ${pool}`, {
          exact: false,
          selector: '[aria-live] *',
        }),
      ).toBeVisible();
      expect(await findViolations()).toEqual([]);
    });

    it('excludes all pools of a cluster that it is not for', async () => {
      const vlan = { ...sampleVlan, clusters: ['lab'] };
      renderPart(field({ values: { vlanId: 1085 } }), {
        api: { getVlans: async () => pageOf([vlan]) },
      });
      await userEvent.click(
        await screen.findByRole('button', {
          name: '2 node pools are not for the VLAN',
        }),
      );
      expect(screen.getByRole('list')).toHaveTextContent(
        'It is not for the cluster demo; ask its owner group:default/network.',
      );
    });

    it.each([
      ['no limit', [{ ...sampleVlan, nodePools: undefined }]],
      ['another id', [{ ...sampleVlan, id: 108 }]],
    ])('excludes none for a VLAN with %s', async (_, vlans) => {
      const getVlans = jest.fn(async () => pageOf(vlans));
      renderPart(field({ values: { vlanId: 1085 }, initial: 'edge' }), {
        api: { getVlans },
      });
      await screen.findByText(/uplink bond0/);
      await waitFor(() => expect(getVlans).toHaveBeenCalledTimes(1));
      expect(screen.queryByText(/not for the/)).toBeNull();
    });

    it("works as before if the VLAN can't be read", async () => {
      renderPart(field({ values: { vlanId: 1085 } }), {
        api: { getVlans: forbidden },
      });
      await openList();
      expect(await screen.findAllByRole('option')).toHaveLength(2);
      expect(screen.queryByRole('alert')).toBeNull();
    });
  });

  it("accepts a name if the clusters can't be read, and retries", async () => {
    const getClusters = failingOnce([sampleCluster]);
    renderPart(field(), { api: { getClusters } });
    await screen.findByRole('alert');
    await userEvent.type(screen.getByRole('combobox'), 'c7000');
    expect(value()).toHaveTextContent('"c7000"');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('says that the user may not see them', async () => {
    renderPart(field(), { api: { getClusters: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the node pools',
    );
  });

  it('has no accessibility violation', async () => {
    renderPart(field({ initial: 'c7000' }));
    await screen.findByText(/uplink eno49/);
    expect(await findViolations()).toEqual([]);
  });
});
