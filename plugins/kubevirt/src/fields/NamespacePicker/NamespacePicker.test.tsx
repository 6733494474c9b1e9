import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleNamespaces } from '../../sample';
import { FormField } from '../../__testUtils__/FormField';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderPart } from '../../__testUtils__/renderPart';
import { openList } from '../../__testUtils__/openList';
import { NamespacePicker } from './NamespacePicker';

const field = (props: Partial<Parameters<typeof FormField>[0]> = {}) => (
  <FormField component={NamespacePicker} name="namespace" {...props} />
);
const value = () => screen.getByLabelText('value');

describe('NamespacePicker', () => {
  it('suggests those for the VLAN and the cluster of the form', async () => {
    const getNamespaces = jest.fn(async () => sampleNamespaces);
    renderPart(field({ values: { vlanId: 1085, cluster: 'demo' } }), {
      api: { getNamespaces },
    });
    await openList();
    await userEvent.click(await screen.findByRole('option', { name: 'demo' }));
    expect(value()).toHaveTextContent('"demo"');
    expect(getNamespaces).toHaveBeenCalledWith(
      { vlanId: 1085, cluster: 'demo' },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('shows those that may not be used disabled, with the reason', async () => {
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

  it('says why one that was entered is refused', async () => {
    renderPart(field({ initial: 'payments' }));
    expect(await screen.findAllByText(/VLAN 1085 is not for it/)).toHaveLength(
      2,
    );
  });

  it('says whom to ask where there is none', async () => {
    renderPart(field(), { api: { getNamespaces: async () => [] } });
    expect(
      await screen.findByText(/There is no namespace that you may use here/),
    ).toBeInTheDocument();
  });

  it('takes a name where they can’t be listed, and tries again', async () => {
    const getNamespaces = failingOnce(sampleNamespaces);
    renderPart(field(), { api: { getNamespaces } });
    await screen.findByRole('alert');
    await userEvent.type(screen.getByRole('combobox'), 'demo');
    expect(value()).toHaveTextContent('"demo"');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('says where the user may not see them', async () => {
    renderPart(field(), { api: { getNamespaces: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Unauthorized. Ask the platform team for access.',
    );
  });

  it('has no violation', async () => {
    renderPart(field({ initial: 'payments' }));
    await screen.findByRole('button', { name: /not for you/ });
    expect(await findViolations()).toEqual([]);
  });
});
