import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** All Markdown files of the repository, new ones included. */
const pages = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\n')
  .filter(path => path !== '' && existsSync(join(ROOT, path)));

/** Code may show links of other repositories. */
const withoutCode = (text: string): string =>
  text.replace(/^(```|~~~).*?^\1/gms, '').replace(/^ {4}.*$/gm, '');

/** The anchors of a page, as GitHub makes them from its headings. */
const anchorsOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLocaleLowerCase('en-US')
      .replace(/\]\([^)]*\)/g, '')
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );

/** The relative links and pictures of a page. */
const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter(link => !/^[a-z]+:/.test(link));

const isBroken = (page: string, link: string): boolean => {
  const [path, anchor] = link.split('#');
  const target =
    path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path);
  if (!existsSync(target)) {
    return true;
  }
  return (
    anchor !== undefined &&
    target.endsWith('.md') &&
    !anchorsOf(readFileSync(target, 'utf8')).includes(anchor)
  );
};

const brokenLinks = (page: string, text: string): string[] =>
  linksOf(text).filter(link => isBroken(page, link));

describe('the documentation', () => {
  it('is found', () => {
    expect(pages).toEqual(
      expect.arrayContaining(['README.md', 'docs/ARCHITECTURE.md']),
    );
  });

  it.each(pages)('%s links to files and headings that exist', page => {
    expect(brokenLinks(page, readFileSync(join(ROOT, page), 'utf8'))).toEqual(
      [],
    );
  });

  it('would be refused with a link to a missing file or heading', () => {
    const text = [
      '[a](docs/missing.md) [b](LICENSE) [c](README.md#no-such-heading)',
      '![d](docs/images/missing.png) [e](https://example.com/missing)',
    ].join('\n');
    expect(brokenLinks('README.md', text)).toEqual([
      'docs/missing.md',
      'README.md#no-such-heading',
      'docs/images/missing.png',
    ]);
  });
});
