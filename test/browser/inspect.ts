import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { picture } from './app.ts';

const AXE = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const LOOKS = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'dark', width: 375 },
  { theme: 'light', width: 375 },
] as const;

interface Violation {
  id: string;
  help: string;
  nodes: Array<{ html: string }>;
}

/**
 * The violations that axe finds in a part of a page, in both themes and on a wide and a narrow screen; with
 * SCREENSHOTS=<folder>, a picture of each.
 *
 * @param part - a selector; the frame around it is Backstage's own
 * @param open - opens the part: Backstage restarts a form when theme or width change
 */
export async function inspect(
  page: Page,
  options: {
    name: string;
    part: string;
    open: () => Promise<void>;
    isPictured?: boolean;
  },
): Promise<string[]> {
  const { name, part, open, isPictured = true } = options;
  const found: string[] = [];
  for (const { theme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await open();
    // Wait until animations have ended.
    await page.waitForTimeout(500);
    if (isPictured) {
      await picture(page, `pages/${name}-${theme}-${width}.png`);
    }
    for (const { id, help, nodes } of await axe(page, part)) {
      found.push(
        `${name}, ${theme}, ${width} px: ${id} (${help}): ${nodes
          .map(({ html }) => html.slice(0, 200))
          .join(' | ')}`,
      );
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

async function axe(page: Page, part: string): Promise<Violation[]> {
  await page.evaluate(AXE);
  return page.evaluate(
    async selector =>
      (
        await (globalThis as any).axe.run(
          { include: [[selector]] },
          { resultTypes: ['violations'] },
        )
      ).violations,
    part,
  );
}
