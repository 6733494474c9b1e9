// Outside of the packages of this repository, and not published.
import axe from 'axe-core';

/** Describes the violations that axe finds. jsdom has no layout, so the browser tests check colors. */
export async function findViolations(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: {
      'color-contrast': { enabled: false },
      // A part of a page has no landmarks.
      region: { enabled: false },
    },
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}
