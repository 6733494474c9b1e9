import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { samplePreview } from '../../sample';
import { FormField } from '../../__testUtils__/FormField';
import { failingOnce } from '../../__testUtils__/failingOnce';
import { findViolations } from '../../__testUtils__/findViolations';
import { forbidden } from '../../__testUtils__/forbidden';
import { renderPart } from '../../__testUtils__/renderPart';
import { KubevirtPreview } from './KubevirtPreview';

const OPTIONS = { templateRef: 'template:default/attach-vlan' };
const preview = (props: Partial<Parameters<typeof FormField>[0]> = {}) => (
  <FormField
    component={KubevirtPreview}
    name="preview"
    values={{ vlanId: 1085 }}
    options={OPTIONS}
    {...props}
  />
);

/** A form with an answer that changes while typing. */
function Typing() {
  const [namespace, setNamespace] = useState('');
  return (
    <>
      <input
        aria-label="namespace"
        value={namespace}
        onChange={event => setNamespace(event.target.value)}
      />
      {preview({ values: { namespace } })}
    </>
  );
}

describe('KubevirtPreview', () => {
  it('sends the answers of the form, without its own', async () => {
    const createPreview = jest.fn(async () => samplePreview);
    renderPart(preview({ initial: null }), { api: { createPreview } });
    await screen.findByText('Findings');
    expect(createPreview).toHaveBeenCalledTimes(1);
    expect(createPreview).toHaveBeenCalledWith(
      { templateRef: OPTIONS.templateRef, values: { vlanId: 1085 } },
      { signal: expect.any(AbortSignal) },
    );
  });

  it("reads the template from the address of the scaffolder's page", async () => {
    const createPreview = jest.fn(async () => samplePreview);
    renderPart(preview({ options: {} }), {
      api: { createPreview },
      mountPath: '/create/templates/:namespace/:templateName',
      path: '/create/templates/default/create-vm',
    });
    await screen.findByText('Findings');
    expect(createPreview).toHaveBeenCalledWith(
      expect.objectContaining({ templateRef: 'template:default/create-vm' }),
      expect.anything(),
    );
  });

  it("says what is missing if the template can't be known", async () => {
    renderPart(preview({ options: {} }));
    expect(
      await screen.findByText(/set ui:options.templateRef/),
    ).toBeInTheDocument();
  });

  it('waits for a pause in typing, and aborts superseded calls', async () => {
    const signals: AbortSignal[] = [];
    const createPreview = jest.fn(async (_request, options) => {
      signals.push(options.signal);
      return samplePreview;
    });
    renderPart(<Typing />, { api: { createPreview } });
    await userEvent.type(await screen.findByLabelText('namespace'), 'demo');
    await waitFor(() => expect(createPreview).toHaveBeenCalledTimes(1));
    expect(createPreview.mock.calls[0][0].values).toEqual({
      namespace: 'demo',
    });
    expect(signals[0].aborted).toBe(false);
    await userEvent.type(screen.getByLabelText('namespace'), '2');
    expect(signals[0].aborted).toBe(true);
    await waitFor(() => expect(createPreview).toHaveBeenCalledTimes(2));
    expect(signals[1].aborted).toBe(false);
  });

  it('never shows the result of a superseded call', async () => {
    const answers: Array<(value: typeof samplePreview) => void> = [];
    const createPreview = () =>
      new Promise<typeof samplePreview>(resolve => answers.push(resolve));
    renderPart(<Typing />, { api: { createPreview } });
    await waitFor(() => expect(answers).toHaveLength(1));
    await userEvent.type(screen.getByLabelText('namespace'), 'x');
    await waitFor(() => expect(answers).toHaveLength(2));
    answers[1]({ steps: [], failure: 'the second' });
    answers[0]({ steps: [], failure: 'the first' });
    expect(await screen.findByText('the second')).toBeInTheDocument();
    expect(screen.queryByText('the first')).not.toBeInTheDocument();
  });

  it('shows errors before warnings, in words', async () => {
    renderPart(preview());
    const findings = await screen.findByRole('region', { name: 'Findings' });
    expect(
      within(findings)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(/^Error: worker-2 has no eno49.*uplink-missing$/),
      expect.stringMatching(/^Warning: the cluster was not read.*not-checked$/),
    ]);
    expect(within(findings).queryByRole('link')).not.toBeInTheDocument();
  });

  it('links to the pages of the checks if the template has their URL', async () => {
    renderPart(
      preview({ options: { ...OPTIONS, docsUrl: 'https://git/docs/checks/' } }),
    );
    expect(
      await screen.findByRole('link', { name: 'About uplink-missing' }),
    ).toHaveAttribute('href', 'https://git/docs/checks/uplink-missing.md');
  });

  it('links only to the pages of built-in checks', async () => {
    const [step] = samplePreview.steps;
    const added = { ...step.findings[0], code: 'finance/cost-centre' as const };
    renderPart(preview({ options: { ...OPTIONS, docsUrl: '/docs' } }), {
      api: {
        createPreview: async () => ({
          steps: [{ ...step, findings: [added] }],
        }),
      },
    });
    expect(await screen.findByText('finance/cost-centre')).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('never links to a script', async () => {
    // eslint-disable-next-line no-script-url
    const docsUrl = 'javascript:alert(1)//';
    renderPart(preview({ options: { ...OPTIONS, docsUrl } }));
    await screen.findByText('Findings');
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('shows why the task would stop, the changes and their blast radius', async () => {
    renderPart(preview());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The task would stop',
    );
    const table = screen.getByRole('grid', { name: 'Changes of attach' });
    expect(
      within(table).getByRole('row', { name: /vlan-1085-policy-c7000/ }),
    ).toHaveTextContent('Created');
    const picture = screen.getByRole('img', {
      name: 'What the change reaches Nodes: worker-1, worker-2, worker-3, worker-4. Interfaces and bridges: eno49.1085, bridge-1085. Namespaces: demo. VMs: demo/web-1.',
    });
    expect(picture).toHaveTextContent('+2 more');
    expect(screen.getByText(/at their next restart: demo/)).toBeInTheDocument();
  });

  it('shows the manifests collapsed, and copies them', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderPart(preview());
    const [manifest] = samplePreview.steps[0].manifests;
    await user.click(
      await screen.findByRole('button', { name: manifest.path }),
    );
    await user.click(
      screen.getByRole('button', { name: `Copy ${manifest.path}` }),
    );
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(writeText).toHaveBeenCalledWith(manifest.text);
  });

  it('shows the message of the scaffolder if there is no preview', async () => {
    renderPart(preview(), {
      api: {
        createPreview: async () => ({
          steps: [],
          failure: 'The answers are not valid: requires property "namespace"',
        }),
      },
    });
    expect(
      await screen.findByText(/requires property "namespace"/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Findings')).not.toBeInTheDocument();
  });

  it('retries after a failure', async () => {
    renderPart(preview(), {
      api: { createPreview: failingOnce(samplePreview) },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'connection refused',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Findings')).toBeInTheDocument();
  });

  it('says that the user may not see it', async () => {
    renderPart(preview(), { api: { createPreview: forbidden } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the preview',
    );
  });

  it('has no accessibility violation', async () => {
    renderPart(preview({ options: { ...OPTIONS, docsUrl: '/docs' } }));
    await screen.findByText('Findings');
    expect(await findViolations()).toEqual([]);
  });
});
