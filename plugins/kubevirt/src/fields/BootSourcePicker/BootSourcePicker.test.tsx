import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FormField } from '../../__testUtils__/FormField';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { renderPart } from '../../__testUtils__/renderPart';
import { pageOf } from '../../__testUtils__/pageOf';
import { openList } from '../../__testUtils__/openList';
import { BootSourcePicker } from './BootSourcePicker';

const field = () => (
  <FormField component={BootSourcePicker} name="dataSource" />
);
const value = () => JSON.parse(screen.getByLabelText('value').textContent!);

describe('BootSourcePicker', () => {
  it('returns name and namespace of the chosen DataSource', async () => {
    renderPart(field());
    await openList();
    await userEvent.click(
      await screen.findByRole('option', { name: 'golden' }),
    );
    expect(value()).toEqual({ name: 'golden', namespace: 'demo' });
  });

  it('accepts another name in another namespace, and an empty value again', async () => {
    renderPart(field(), { api: { getChoices: async () => pageOf([]) } });
    await screen.findByText(/The cluster has none/);
    const name = screen.getByRole('combobox');
    await userEvent.type(name, 'mine');
    expect(value()).toEqual({
      name: 'mine',
      namespace: 'openshift-virtualization-os-images',
    });
    const namespace = screen.getByLabelText('Namespace of the boot source');
    await userEvent.clear(namespace);
    await userEvent.type(namespace, 'demo');
    expect(value()).toEqual({ name: 'mine', namespace: 'demo' });
    await userEvent.clear(name);
    expect(screen.getByLabelText('value')).toBeEmptyDOMElement();
  });

  it('finds one of many by its title, with its namespace', async () => {
    const getChoices = async ({ search }: { search?: string }) =>
      search === 'golden'
        ? pageOf([{ name: 'g1', namespace: 'demo', title: 'Golden image' }])
        : pageOf([{ name: 'fedora', namespace: 'images' }], 600);
    renderPart(field(), { api: { getChoices } });
    await screen.findByText(/^1 of 600 are shown/);
    await userEvent.type(screen.getByRole('combobox'), 'golden');
    await userEvent.click(await screen.findByRole('option', { name: 'g1' }));
    expect(value()).toEqual({ name: 'g1', namespace: 'demo' });
  });

  it.each([
    ['takes the namespace of one of many that is entered by name', '', 'team'],
    ['leaves the namespace that was entered', 'mine', 'mine'],
  ])('%s', async (_, entered, namespace) => {
    const getChoices = async ({ search }: { search?: string }) =>
      search === 'golden'
        ? pageOf([{ name: 'golden', namespace: 'team' }])
        : pageOf([{ name: 'fedora', namespace: 'images' }], 600);
    renderPart(field(), { api: { getChoices } });
    await screen.findByText(/^1 of 600 are shown/);
    await userEvent.type(screen.getByRole('combobox'), 'gold');
    if (entered) {
      const part = screen.getByLabelText('Namespace of the boot source');
      await userEvent.clear(part);
      await userEvent.type(part, entered);
    }
    await userEvent.type(screen.getByRole('combobox'), 'en');
    await screen.findByRole('option', { name: 'golden' });
    await waitFor(() => expect(value()).toEqual({ name: 'golden', namespace }));
  });

  it('retries after a failure', async () => {
    const getChoices = failingOnce(
      pageOf([{ name: 'fedora', namespace: 'images' }]),
    );
    renderPart(field(), { api: { getChoices } });
    await screen.findByRole('alert');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await openList();
    expect(
      await screen.findByRole('option', { name: 'fedora' }),
    ).toBeInTheDocument();
  });

  it("shows the form's errors of its parts", async () => {
    const __errors = ["must have required property 'Name'"];
    renderPart(
      <FormField
        component={BootSourcePicker}
        name="dataSource"
        initial={{}}
        errorSchema={{ name: { __errors }, namespace: { __errors } }}
      />,
    );
    expect(await screen.findByRole('combobox')).toBeInvalid();
    expect(screen.getByLabelText(/^Namespace of/)).toBeInvalid();
    expect(screen.getByText(/^Choose a boot source/)).toBeInTheDocument();
    expect(await findViolations()).toEqual([]);
  });

  it('has no accessibility violation', async () => {
    renderPart(field());
    await screen.findByRole('combobox');
    expect(await findViolations()).toEqual([]);
  });
});
