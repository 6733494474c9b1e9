import { TablePagination } from '@backstage/ui';
import { useTexts } from '../translations';

/** Rows that a browser makes within a fifth of a second. */
export const PAGE_ROWS = 25;
const PAGE_SIZES = [PAGE_ROWS];

/** Which rows of a list a table shows, and the way to the others. */
export function TablePages(props: {
  /** Of the first row of the page that is wanted. */
  offset: number;
  /** Of the page that is there, while the wanted one is on its way. */
  shownOffset?: number;
  total: number;
  onChange: (offset: number) => void;
}) {
  const { offset, shownOffset = offset, total, onChange } = props;
  const t = useTexts();
  return (
    <TablePagination
      pageSize={PAGE_ROWS}
      pageSizeOptions={PAGE_SIZES}
      showPageSizeOptions={false}
      offset={offset}
      totalCount={total}
      hasPreviousPage={offset > 0}
      hasNextPage={offset + PAGE_ROWS < total}
      onPreviousPage={() => onChange(Math.max(0, offset - PAGE_ROWS))}
      onNextPage={() => onChange(offset + PAGE_ROWS)}
      getLabel={() =>
        t('table.range', {
          from: String(shownOffset + 1),
          to: String(Math.min(shownOffset + PAGE_ROWS, total)),
          total: String(total),
        })
      }
    />
  );
}
