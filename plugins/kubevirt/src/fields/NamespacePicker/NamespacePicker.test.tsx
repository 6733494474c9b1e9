import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleNamespaces } from '../../sample';
import { FormField } from '../../__testUtils__/FormField';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { paste } from '../../__testUtils__/paste';
import { renderPart } from '../../__testUtils__/renderPart';
import { pageOf } from '../../__testUtils__/pageOf';
import { openList } from '../../__testUtils__/openList';
import { NamespacePicker } from './NamespacePicker';

const field = (props: Partial<Parameters<typeof FormField>[0]> = {}) => (
  <FormField component={NamespacePicker} name="namespace" {...props} />
);
const value = () => screen.getByLabelText('value');

describe('NamespacePicker', () => {
  it("suggests namespaces for the form's VLAN and cluster", async () => {
    const getNamespaces = jest.fn(async () => pageOf(sampleNamespaces));
    renderPart(field({ values: { vlanId: 1085, cluster: 'demo' } }), {
      api: { getNamespaces },
    });
    await openList();
    await userEvent.click(await screen.findByRole('option', { name: 'demo' }));
    expect(value()).toHaveTextContent('"demo"');
    expect(getNamespaces).toHaveBeenCalledWith(
      { vlanId: 1085, cluster: 'demo', limit: 500 },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('disables namespaces that may not be used, with the reason', async () => {
    renderPart(field());
    await openList();
    const option = await screen.findByRole('option', { name: 'payments' });
    expect(option).toHaveAttribute('aria-disabled', 'true');
    expect(option).toHaveTextContent('ask its owner group:default/network');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(
      screen.getByRole('button', { name: 'One namespace is not for you' }),
    );
    expect(screen.getByRole('list')).toHaveTextContent('ask its owner');
  });

  it('says why an entered namespace is refused', async () => {
    renderPart(field({ initial: 'payments' }));
    expect(await screen.findAllByText(/VLAN 1085 is not for it/)).toHaveLength(
      2,
    );
  });

  it('says whom to ask if there is none', async () => {
    renderPart(field(), { api: { getNamespaces: async () => pageOf([]) } });
    expect(
      await screen.findByText(/There is no namespace that you may use here/),
    ).toBeInTheDocument();
  });

  it('searches in the backend if there are too many to list', async () => {
    const denied = { name: 'a', reason: 'it belongs to the platform' };
    const found = { name: 'web', reason: 'VLAN 1085 is not for it' };
    const getNamespaces = jest.fn(async ({ search }) =>
      search === undefined ? pageOf([denied], 600) : pageOf([found]),
    );
    renderPart(field({ values: { vlanId: 1085 } }), { api: { getNamespaces } });
    await screen.findByText(/^1 of 600 are shown/);
    expect(screen.queryByText(/There is no namespace/)).toBeNull();
    await paste('web');
    expect(
      await screen.findAllByText('VLAN 1085 is not for it'),
    ).not.toHaveLength(0);
    expect(getNamespaces.mock.lastCall).toEqual([
      { vlanId: 1085, search: 'web', limit: 50 },
      { signal: expect.any(AbortSignal) },
    ]);
    expect(getNamespaces).toHaveBeenCalledTimes(2);
  });

  it("accepts a name if they can't be listed, and retries", async () => {
    const getNamespaces = failingOnce(pageOf(sampleNamespaces));
    renderPart(field(), { api: { getNamespaces } });
    await screen.findByRole('alert');
    await userEvent.type(screen.getByRole('combobox'), 'demo');
    expect(value()).toHaveTextContent('"demo"');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('says that the user may not see them', async () => {
    renderPart(field(), { api: { getNamespaces: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Unauthorized. Ask the platform team for access.',
    );
  });

  it('has no accessibility violation', async () => {
    renderPart(field({ initial: 'payments' }));
    await screen.findByRole('button', { name: /not for you/ });
    expect(await findViolations()).toEqual([]);
  });
});
