import { ServiceUnavailableError } from '@backstage/errors';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InstancetypePicker } from '../fields/InstancetypePicker/InstancetypePicker';
import { PreferencePicker } from '../fields/PreferencePicker/PreferencePicker';
import { FormField } from '../__testUtils__/FormField';
import { findViolations } from '../__testUtils__/findViolations';
import { forbidden } from '../__testUtils__/forbidden';
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

  it('gives the name of the one that is chosen', async () => {
    renderPart(field());
    await openList();
    await userEvent.click(await screen.findByRole('option', { name: choice }));
    expect(value()).toHaveTextContent(`"${choice}"`);
  });

  it('takes a name where the cluster has no connection', async () => {
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

  it('says where the user may not see them', async () => {
    renderPart(field(), { api: { getChoices: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      `You may not see the ${what}`,
    );
  });

  it('has no violation', async () => {
    renderPart(field());
    await screen.findByRole('combobox');
    expect(await findViolations()).toEqual([]);
  });
});
