import { layoutChain } from './layoutChain';

const more = (count: number) => `+${count}`;
const layer = (count: number, name = 'item') => ({
  heading: name,
  items: Array.from({ length: count }, (_, i) => `${name}-${i}`),
});

describe('layoutChain', () => {
  it('places each layer below the previous one, and connects them', () => {
    const { rows, lines, width, height } = layoutChain(
      [layer(1, 'a'), layer(2, 'b')],
      more,
    );
    expect(rows[1].boxes[0].y).toBeGreaterThan(
      rows[0].boxes[0].y + rows[0].boxes[0].height,
    );
    expect(lines).toHaveLength(2);
    const boxes = rows.flatMap(row => row.boxes);
    boxes.forEach(box => {
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    });
  });

  it('shows at most three boxes, and says how many more there are', () => {
    const [row] = layoutChain([layer(1000)], more).rows;
    expect(row.boxes.map(({ label }) => label)).toEqual([
      'item-0',
      'item-1',
      '+998',
    ]);
  });

  it('cuts labels that are too long for their box', () => {
    const [row] = layoutChain(
      [{ heading: 'a', items: ['x'.repeat(500)] }],
      more,
    ).rows;
    expect(row.boxes[0].label).toMatch(/^x{10,60}…$/);
  });

  it('shows an empty layer, and an empty chain', () => {
    const [row] = layoutChain([layer(0)], more).rows;
    expect(row.boxes.map(({ label }) => label)).toEqual(['–']);
    expect(layoutChain([], more).height).toBe(0);
  });
});
