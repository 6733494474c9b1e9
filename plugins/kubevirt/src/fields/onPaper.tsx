import { BgProvider } from '@backstage/ui';
import styles from './onPaper.module.css';

/**
 * Declares the surface of Material UI below the scaffolder's forms. @backstage/ui does not know it, and would give inputs
 * its color.
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
