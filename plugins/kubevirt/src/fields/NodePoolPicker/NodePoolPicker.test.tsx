import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleCluster } from '../../sample';
import { FormField } from '../../__testUtils__/FormField';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderPart } from '../../__testUtils__/renderPart';
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

  it('says why a number of nodes is not known', async () => {
    renderPart(field());
    await openList();
    expect(
      await screen.findByRole('option', { name: 'edge' }),
    ).toHaveTextContent('number of nodes not known: you may not list nodes');
  });

  it('follows the cluster of the form', async () => {
    const clusters = [
      { ...sampleCluster, name: 'a', nodePools: [] },
      { ...sampleCluster, name: 'b' },
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

  it.each([
    [undefined, 'Choose a cluster first'],
    ['a', 'The cluster a has no node pool'],
  ])(
    'says what to do where there is nothing to suggest (%p)',
    async (cluster, note) => {
      const clusters = ['a', 'b'].map(name => ({
        ...sampleCluster,
        name,
        nodePools: [],
      }));
      renderPart(field({ options: { cluster } }), {
        api: { getClusters: async () => clusters },
      });
      expect(await screen.findByText(new RegExp(note))).toBeInTheDocument();
    },
  );

  it('takes a name where the clusters can’t be read, and tries again', async () => {
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

  it('says where the user may not see them', async () => {
    renderPart(field(), { api: { getClusters: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the node pools',
    );
  });

  it('has no violation', async () => {
    renderPart(field({ initial: 'c7000' }));
    await screen.findByText(/uplink eno49/);
    expect(await findViolations()).toEqual([]);
  });
});
