import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { findViolations } from '../__testUtils__/findViolations';
import { renderPart } from '../__testUtils__/renderPart';
import { NodeTable } from './NodeTable';

const nodes = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    node: `worker-${i + 1}`,
    state: 'configured' as const,
  }));
const names = () =>
  within(screen.getByRole('grid', { name: 'Nodes' }))
    .getAllByRole('rowheader')
    .map(cell => cell.textContent);

function Shrinking({ counts }: { counts: number[] }) {
  const [at, setAt] = useState(0);
  return (
    <>
      <button onClick={() => setAt(at + 1)}>Fewer</button>
      <NodeTable label="Nodes" nodes={nodes(counts[at])} />
    </>
  );
}

describe('ListTable', () => {
  it('shows a long list one page at a time', async () => {
    renderPart(<NodeTable label="Nodes" nodes={nodes(60)} />);
    await screen.findByText('1 to 25 of 60');
    expect(names()).toHaveLength(25);
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await screen.findByText('51 to 60 of 60');
    expect(names()[0]).toBe('worker-51');
    expect(screen.getByRole('button', { name: /next/i })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: /previous/i }));
    await screen.findByText('26 to 50 of 60');
    expect(await findViolations()).toEqual([]);
  });

  it('goes to the last page if the list becomes shorter', async () => {
    renderPart(<Shrinking counts={[60, 26, 2]} />);
    await userEvent.click(await screen.findByRole('button', { name: /next/i }));
    const fewer = screen.getByRole('button', { name: 'Fewer' });
    await userEvent.click(fewer);
    expect(names()).toEqual(['worker-26']);
    await userEvent.click(fewer);
    expect(names()).toEqual(['worker-1', 'worker-2']);
    expect(screen.queryByRole('button', { name: /next/i })).toBeNull();
  });

  it('shows failing nodes on the first page', async () => {
    renderPart(
      <NodeTable
        label="Nodes"
        nodes={[
          ...nodes(40),
          { node: 'worker-41', state: 'failed', message: 'no such NIC' },
        ]}
      />,
    );
    await screen.findByText('no such NIC');
    expect(names().slice(0, 2)).toEqual(['worker-41', 'worker-1']);
  });
});
