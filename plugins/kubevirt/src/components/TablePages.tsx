import { TablePagination } from '@backstage/ui';
import { useTexts } from '../translations';

/** As many rows as a browser draws within a fifth of a second. */
export const PAGE_ROWS = 25;

/** Pages of one size. */
export const PAGES = {
  pageSize: PAGE_ROWS,
  pageSizeOptions: [PAGE_ROWS],
  showPageSizeOptions: false,
};

/** "1 to 25 of 60", for the page that begins at an offset. */
export function useRangeText() {
  const t = useTexts();
  return (offset: number, total: number) =>
    t('table.range', {
      from: String(offset + 1),
      to: String(Math.min(offset + PAGE_ROWS, total)),
      total: String(total),
    });
}

/** The pages of a list of which the backend sends one at a time. */
export function TablePages(props: {
  /** Where the requested page begins. */
  offset: number;
  /** Where the visible page begins, while the requested one is loading. */
  shownOffset: number;
  total: number;
  onChange: (offset: number) => void;
}) {
  const { offset, shownOffset, total, onChange } = props;
  const rangeText = useRangeText();
  return (
    <TablePagination
      {...PAGES}
      offset={offset}
      totalCount={total}
      hasPreviousPage={offset > 0}
      hasNextPage={offset + PAGE_ROWS < total}
      onPreviousPage={() => onChange(Math.max(0, offset - PAGE_ROWS))}
      onNextPage={() => onChange(offset + PAGE_ROWS)}
      getLabel={() => rangeText(shownOffset, total)}
    />
  );
}
