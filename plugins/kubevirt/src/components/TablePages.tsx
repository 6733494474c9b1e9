import { TablePagination } from '@backstage/ui';
import { useTexts } from '../translations';

/** Rows that a browser makes within a fifth of a second. */
export const PAGE_ROWS = 25;

/** Which rows of a list a table shows, and the way to the others. */
export function TablePages(props: {
  /** Of the first row that is shown. */
  offset: number;
  shown: number;
  total: number;
  onChange: (offset: number) => void;
}) {
  const { offset, shown, total, onChange } = props;
  const t = useTexts();
  return (
    <TablePagination
      pageSize={PAGE_ROWS}
      showPageSizeOptions={false}
      offset={offset}
      totalCount={total}
      hasPreviousPage={offset > 0}
      hasNextPage={offset + shown < total}
      onPreviousPage={() => onChange(Math.max(0, offset - PAGE_ROWS))}
      onNextPage={() => onChange(offset + shown)}
      getLabel={() =>
        t('table.range', {
          from: String(offset + 1),
          to: String(offset + shown),
          total: String(total),
        })
      }
    />
  );
}
