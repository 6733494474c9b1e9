import { ServiceUnavailableError } from '@backstage/errors';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InstancetypePicker } from '../fields/InstancetypePicker/InstancetypePicker';
import { PreferencePicker } from '../fields/PreferencePicker/PreferencePicker';
import { FormField } from '../__testUtils__/FormField';
import { findViolations } from '../__testUtils__/findViolations';
import { forbidden } from '../__testUtils__/forbidden';
import { pageOf } from '../__testUtils__/pageOf';
import { paste } from '../__testUtils__/paste';
import { renderPart } from '../__testUtils__/renderPart';
import { openList } from '../__testUtils__/openList';

const value = () => screen.getByLabelText('value');

describe.each([
  ['InstancetypePicker', InstancetypePicker, 'u1.medium', 'instance types'],
  ['PreferencePicker', PreferencePicker, 'rhel.9', 'preferences'],
])('%s', (_name, component, choice, what) => {
  const field = () => (
    <FormField component={component} values={{ cluster: 'demo' }} />
  );

  it('returns the name of the chosen option', async () => {
    renderPart(field());
    await openList();
    await userEvent.click(await screen.findByRole('option', { name: choice }));
    expect(value()).toHaveTextContent(`"${choice}"`);
  });

  it('searches in the backend if there are too many to list', async () => {
    const getChoices = jest.fn(async ({ search }) =>
      search === undefined
        ? pageOf([{ name: choice }], 600)
        : pageOf([{ name: 'x9', title: 'Number nine' }], 51),
    );
    renderPart(field(), { api: { getChoices } });
    expect(await screen.findByText(/^1 of 600 are shown/)).toBeInTheDocument();
    await paste('nine');
    expect(await screen.findByText(/^1 of 51 are shown/)).toBeInTheDocument();
    expect(screen.getByRole('option', { name: 'x9' })).toBeInTheDocument();
    expect(getChoices).toHaveBeenCalledTimes(2);
    expect(getChoices.mock.calls[1]).toEqual([
      expect.objectContaining({ cluster: 'demo', search: 'nine', limit: 50 }),
      { signal: expect.any(AbortSignal) },
    ]);
    await userEvent.click(screen.getByRole('option', { name: 'x9' }));
    expect(value()).toHaveTextContent('"x9"');
    expect(await findViolations()).toEqual([]);
  });

  it('says that a search found nothing, and accepts the name', async () => {
    const getChoices = async ({ search }: { search?: string }) =>
      search === undefined ? pageOf([{ name: choice }], 600) : pageOf([]);
    renderPart(field(), { api: { getChoices } });
    await screen.findByText(/of 600/);
    await userEvent.type(screen.getByRole('combobox'), 'mine');
    expect(await screen.findByText(/^Nothing matches/)).toBeInTheDocument();
    expect(value()).toHaveTextContent('"mine"');
  });

  it('retries a failed search', async () => {
    const getChoices = jest
      .fn()
      .mockResolvedValueOnce(pageOf([{ name: choice }], 600))
      .mockRejectedValueOnce(new Error('connection refused'))
      .mockResolvedValue(pageOf([{ name: 'x9' }]));
    renderPart(field(), { api: { getChoices } });
    await screen.findByText(/of 600/);
    await paste('x');
    await screen.findByText('connection refused');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(getChoices).toHaveBeenCalledTimes(3));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('accepts a name if the cluster has no connection', async () => {
    const getChoices = async () => {
      throw new ServiceUnavailableError('demo has no connection');
    };
    renderPart(field(), { api: { getChoices } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'demo has no connection',
    );
    await userEvent.type(screen.getByRole('combobox'), 'mine');
    expect(value()).toHaveTextContent('"mine"');
  });

  it('says that the user may not see them', async () => {
    renderPart(field(), { api: { getChoices: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      `You may not see the ${what}`,
    );
  });

  it('has no accessibility violation', async () => {
    renderPart(field());
    await screen.findByRole('combobox');
    expect(await findViolations()).toEqual([]);
  });
});
