/** One layer of a chain, from the cable to the guest. */
export interface ChainLayer {
  heading: string;
  items: string[];
}

interface Box {
  key: string;
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const WIDTH = 360;
const GAP = 8;
const HEADING = 16;
const BOX = 28;
const BETWEEN = 20;
/** More boxes would be too narrow to read on a phone. The text alternative lists all items. */
const MAX_BOXES = 3;
/** The average width of a letter in a label. */
const LETTER = 6.8;

/** Computes the positions of the boxes of each layer, and of the lines between them; pure. */
export function layoutChain(
  layers: ChainLayer[],
  more: (count: number) => string,
) {
  const rows = layers.map(({ heading, items }, row) => {
    const top = row * (HEADING + BOX + BETWEEN);
    const labels = shown(items, more);
    const width = (WIDTH - GAP * (labels.length - 1)) / labels.length;
    return {
      heading,
      headingY: top + HEADING - 5,
      boxes: labels.map(
        (label, i): Box => ({
          key: `${i} ${label}`,
          label: fitting(label, width),
          x: i * (width + GAP),
          y: top + HEADING,
          width,
          height: BOX,
        }),
      ),
    };
  });
  return {
    width: WIDTH,
    height: Math.max(0, rows.length * (HEADING + BOX + BETWEEN) - BETWEEN),
    rows,
    lines: rows
      .slice(1)
      .flatMap((row, i) => linesBetween(rows[i].boxes, row.boxes)),
  };
}

function shown(items: string[], more: (count: number) => string): string[] {
  if (items.length === 0) {
    return ['–'];
  }
  return items.length <= MAX_BOXES
    ? items
    : [...items.slice(0, MAX_BOXES - 1), more(items.length - (MAX_BOXES - 1))];
}

function fitting(label: string, width: number): string {
  const letters = Math.max(4, Math.floor((width - GAP) / LETTER));
  return label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
}

function linesBetween(upper: Box[], lower: Box[]) {
  return upper.flatMap(from =>
    lower.map(to => ({
      x1: from.x + from.width / 2,
      y1: from.y + from.height,
      x2: to.x + to.width / 2,
      // Down to the layer's heading, which no line may cross.
      y2: to.y - HEADING,
    })),
  );
}
