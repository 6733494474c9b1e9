import { BgProvider } from '@backstage/ui';
import styles from './onPaper.module.css';

/**
 * The scaffolder's forms stand on a surface of Material UI, of which @backstage/ui does not know: it would give inputs the
 * colour of that surface.
 */
export function onPaper<TProps extends object>(
  Field: (props: TProps) => JSX.Element | null,
): (props: TProps) => JSX.Element {
  return function FieldOnPaper(props: TProps) {
    return (
      <BgProvider bg="neutral-1">
        <div className={styles.paper}>
          <Field {...props} />
        </div>
      </BgProvider>
    );
  };
}
