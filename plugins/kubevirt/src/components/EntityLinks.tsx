import { Fragment } from 'react';
import { EntityLink } from './EntityLink';

/** Links to several entities, separated by commas. */
export function EntityLinks(props: { entityRefs: string[] }) {
  return (
    <>
      {props.entityRefs.map((entityRef, i) => (
        <Fragment key={entityRef}>
          {i > 0 && ', '}
          <EntityLink entityRef={entityRef} />
        </Fragment>
      ))}
    </>
  );
}
