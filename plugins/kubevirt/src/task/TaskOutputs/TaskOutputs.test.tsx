import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  LogEvent,
  ScaffolderApi,
  ScaffolderTask,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import { act, screen, within } from '@testing-library/react';
import { findViolations } from '../../__testUtils__/findViolations';
import { TaskOutputs } from './TaskOutputs';

const task = {
  id: 'task-1',
  spec: {
    steps: [
      { id: 'fetch', name: 'Fetch', action: 'fetch:plain' },
      {
        id: 'attach',
        name: 'Attach the VLAN',
        action: 'openshift:vlan:attach',
      },
    ],
  },
} as unknown as ScaffolderTask;

/** The page of a task with a log written by the test. */
async function openTask(path = '/tasks/task-1') {
  let tell: (event: LogEvent) => void = () => {};
  const api = {
    getTask: async () => task,
    streamLogs: () => ({
      subscribe: ({ next }: { next: (event: LogEvent) => void }) => {
        tell = next;
        return { unsubscribe: () => {}, closed: false };
      },
    }),
  } as unknown as ScaffolderApi;
  renderInTestApp(
    <TaskOutputs
      output={{
        links: [{ title: 'The VM', entityRef: 'resource:demo/web-1.vm.demo' }],
      }}
    />,
    {
      apis: [[scaffolderApiRef, api]],
      mountPath: path.startsWith('/tasks/') ? '/tasks/:taskId' : path,
      initialRouteEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  await screen.findByRole('link', { name: 'The VM' });
  return async (message: string, type: LogEvent['type'] = 'log') =>
    act(async () =>
      tell({
        id: 1,
        type,
        createdAt: '2026-01-01T10:00:00.000Z',
        taskId: 'task-1',
        body: { message: `info: ${message}`, stepId: 'attach' },
      } as LogEvent),
    );
}

describe('TaskOutputs', () => {
  it("shows each node as soon as it is in the log, beside the task's outputs", async () => {
    const log = await openTask();
    expect(screen.queryByRole('grid')).toBeNull();

    await log('Node worker-1: configured (1 of 2 configured)');
    await log('Node worker-2: retrying, Retrying 2/5 (1 of 2 configured)');
    const table = await screen.findByRole('grid', {
      name: 'Nodes of the step “Attach the VLAN”',
    });
    const rows = within(table)
      .getAllByRole('row')
      .map(row => row.textContent);
    expect(rows).toEqual([
      'NodeStateMessage',
      'worker-1Configured',
      'worker-2RetryingRetrying 2/5',
    ]);
    expect(screen.getByRole('status')).toHaveTextContent(
      '1 of 2 nodes are configured.',
    );

    await log('Node worker-2: configured (2 of 2 configured)');
    await screen.findByText('2 of 2 nodes are configured.');
    expect(await findViolations()).toEqual([]);
  });

  it('marks unfinished nodes as no longer reported when the task has ended', async () => {
    const log = await openTask();
    await log('Node worker-1: failed, no such NIC (0 of 2 configured)');
    await log('Node worker-2: waiting (0 of 2 configured)');
    await screen.findByText('0 of 2 nodes are configured. One failed.');
    await log('It failed', 'completion');
    expect(
      await screen.findByText(
        /^0 of 2 nodes are configured\. One failed\. The others are shown as they were/,
      ),
    ).toBeInTheDocument();
  });

  it('leaves the page of a task without nodes to the scaffolder', async () => {
    const log = await openTask();
    await log('VirtualMachine/demo/web-1: created');
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('shows the given outputs if no task is open', async () => {
    await openTask('/elsewhere');
    expect(screen.queryByRole('grid')).toBeNull();
  });
});
