import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { samplePreview } from '../sample';
import { findViolations } from '../__testUtils__/findViolations';
import { renderPart } from '../__testUtils__/renderPart';
import { KubevirtPreview } from './KubevirtPreview/KubevirtPreview';
import { NamespacePicker } from './NamespacePicker/NamespacePicker';
import { NetworksField } from './NetworksField/NetworksField';
import { NodePoolPicker } from './NodePoolPicker/NodePoolPicker';
import { VlanPicker } from './VlanPicker/VlanPicker';

const extensions = Object.entries({
  VlanPicker,
  NodePoolPicker,
  NamespacePicker,
  NetworksField,
  KubevirtPreview,
}).map(([name, component]) => ({ name, component }));

const manifest = {
  title: 'Sample',
  steps: [
    {
      title: 'Which',
      schema: {
        type: 'object',
        required: ['vlanId', 'nodePool', 'namespace'],
        properties: {
          vlanId: { title: 'VLAN', type: 'integer', 'ui:field': 'VlanPicker' },
          nodePool: {
            title: 'Node pool',
            type: 'string',
            default: 'c7000',
            'ui:field': 'NodePoolPicker',
          },
          namespace: {
            title: 'Namespace',
            type: 'string',
            'ui:field': 'NamespacePicker',
          },
          networks: {
            title: 'NICs',
            type: 'array',
            items: { type: 'object' },
            'ui:field': 'NetworksField',
          },
        },
      },
    },
    {
      title: 'How',
      schema: {
        type: 'object',
        properties: {
          delivery: { type: 'string', default: 'render' },
          preview: { type: 'null', 'ui:field': 'KubevirtPreview' },
        },
      },
    },
  ],
};

describe('the fields in a form of the scaffolder', () => {
  it('pass their values to the preview and to the task', async () => {
    const createPreview = jest.fn(async () => samplePreview);
    const onCreate = jest.fn(async () => {});
    renderPart(
      <Stepper
        manifest={manifest}
        extensions={extensions}
        onCreate={onCreate}
      />,
      {
        api: { createPreview },
        mountPath: '/create/templates/:namespace/:templateName',
        path: '/create/templates/default/attach-vlan',
      },
    );
    await userEvent.type(
      await screen.findByRole('combobox', { name: /^VLAN/ }),
      '1085',
    );
    await userEvent.keyboard('{Escape}');
    await userEvent.type(
      screen.getByRole('combobox', { name: /^Namespace/ }),
      'demo',
    );
    await userEvent.keyboard('{Escape}');
    expect(await findViolations()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    await screen.findByText('Findings');
    const values = {
      vlanId: 1085,
      nodePool: 'c7000',
      namespace: 'demo',
      delivery: 'render',
    };
    expect(createPreview).toHaveBeenCalledTimes(1);
    expect(createPreview).toHaveBeenCalledWith(
      {
        templateRef: 'template:default/attach-vlan',
        values: expect.objectContaining(values),
      },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith(expect.objectContaining(values)),
    );
  });

  it('are required if the template says so', async () => {
    renderPart(
      <Stepper
        manifest={manifest}
        extensions={extensions}
        onCreate={jest.fn()}
      />,
    );
    await userEvent.type(
      await screen.findByRole('combobox', { name: /^VLAN/ }),
      '4095',
    );
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(
      await screen.findAllByText(/must have required property 'VLAN'/),
    ).not.toHaveLength(0);
    expect(screen.getByRole('combobox', { name: /^VLAN/ })).toBeInvalid();
  });
});
