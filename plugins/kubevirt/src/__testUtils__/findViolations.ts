// Beside the packages of this repository, and no part of what is published.
import axe from 'axe-core';

/** What axe finds wrong with what is shown, in words; jsdom has no layout, so colours are looked at elsewhere. */
export async function findViolations(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: {
      'color-contrast': { enabled: false },
      // A part of a page has no landmarks of its own.
      region: { enabled: false },
    },
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}
