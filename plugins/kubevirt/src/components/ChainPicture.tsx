import { useId } from 'react';
import { useTexts } from '../translations';
import styles from './ChainPicture.module.css';
import { ChainLayer, layoutChain } from './layoutChain';

/** A picture of a chain of layers, each connected to the next, with a text alternative. */
export function ChainPicture(props: { title: string; layers: ChainLayer[] }) {
  const { title, layers } = props;
  const t = useTexts();
  const id = useId();
  const { width, height, rows, lines } = layoutChain(layers, count =>
    t('picture.more', { number: String(count) }),
  );
  const description = layers
    .map(({ heading, items }) =>
      t('picture.layer', {
        heading,
        items: items.join(', ') || t('picture.nothing'),
      }),
    )
    .join(' ');
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-text`}
      // Half of each stroke lies outside its box.
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
      className={styles.picture}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-text`}>{description}</desc>
      {lines.map(line => (
        <line
          key={`${line.x1} ${line.y1} ${line.x2}`}
          className={styles.line}
          {...line}
        />
      ))}
      {rows.map(row => (
        <LayerRow key={row.heading} row={row} />
      ))}
    </svg>
  );
}

/** The heading and the boxes of one layer. */
function LayerRow(props: {
  row: ReturnType<typeof layoutChain>['rows'][number];
}) {
  const { heading, headingY, boxes } = props.row;
  return (
    <g>
      <text className={styles.heading} x={0} y={headingY}>
        {heading}
      </text>
      {boxes.map(box => (
        <g key={box.key}>
          <rect
            className={styles.box}
            x={box.x}
            y={box.y}
            width={box.width}
            height={box.height}
            rx={4}
          />
          <text
            className={styles.label}
            x={box.x + box.width / 2}
            y={box.y + box.height / 2}
            textAnchor="middle"
            dominantBaseline="central"
          >
            {box.label}
          </text>
        </g>
      ))}
    </g>
  );
}
