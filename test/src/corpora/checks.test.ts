import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  CODES,
  Finding,
  check,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { checkCluster } from '../../../packages/kubevirt-vlan-cli/src/check/checkCluster';
import { Example, inputOf, instead, readExamples } from '../../corpora/checks';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const PAGES = resolve(__dirname, '../../../docs/checks');
const examples = readExamples();
const entries = Object.entries(examples);

/** The findings of an example, from the checks or from the command line. */
const findingsOf = (example: Example): Finding[] => {
  const { manifests, facts, site, removals } = inputOf(example);
  if (example.by !== 'the command line') {
    return check(manifests, facts, site, { removals });
  }
  const locate = () => ({ line: 1, column: 1 });
  return checkCluster({
    group: {
      cluster: 'demo',
      manifests: manifests.map((object, i) => ({
        object,
        path: `file-${i}.yaml`,
        locate,
      })),
    },
    facts,
    site,
    show: path => path,
  });
};

/** Once: the examples are many, and the mutants look at the same findings. */
const found = new Map(
  entries.map(([code, example]) => [code, findingsOf(example)]),
);

const others = (findings: Finding[], code: string): string[] =>
  [...new Set(findings.map(finding => finding.code))]
    .filter(other => other !== code)
    .sort();

/** What is compared: the findings of the code, the blockers that none of them names, and the other codes. */
const actual = (code: string, findings: Finding[]) => {
  const own = findings.filter(finding => finding.code === code);
  const messages = own.map(({ message }) => message).join('\n');
  return {
    finds: own.map(({ level, object, field }) => ({
      level,
      code,
      object,
      field,
    })),
    unnamed: (examples[code].names ?? []).filter(
      name => !messages.includes(name),
    ),
    also: others(findings, code),
  };
};
const expected = (code: string) => ({
  finds: examples[code].finds,
  unnamed: [],
  also: [...(examples[code].also ?? [])].sort(),
});

describe('the codes of findings', () => {
  const codes = Object.keys(CODES);
  const pages = readdirSync(PAGES)
    .filter(page => page !== 'README.md')
    .map(page => page.replace(/\.md$/, ''));

  it('each have a line, a page and an example, in order', () => {
    process.stderr.write(
      `${codes.length} codes, ${pages.length} pages, ${entries.length} examples\n`,
    );
    expect(codes).toEqual([...codes].sort());
    expect(pages.sort()).toEqual(codes);
    expect(Object.keys(examples)).toEqual(codes);
  });

  it.each(codes)(
    '%s has a page with its line, its levels and a way out',
    code => {
      const page = readFileSync(resolve(PAGES, `${code}.md`), 'utf8');
      const text = page.replace(/\s+/g, ' ');
      expect(text).toContain(`# \`${code}\``);
      expect(text).toContain(CODES[code as keyof typeof CODES]);
      for (const { level } of examples[code].finds) {
        expect(text).toContain(`**${level}**`);
      }
      const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(
        ([, link]) => link,
      );
      expect(links).not.toEqual([]);
      expect(links.filter(link => !existsSync(resolve(PAGES, link)))).toEqual(
        [],
      );
      ['What it means', 'Why it matters', 'What to do'].forEach(title =>
        expect(page).toContain(`\n## ${title}\n`),
      );
    },
  );

  it('are in the index, with their lines', () => {
    const index = readFileSync(resolve(PAGES, 'README.md'), 'utf8');
    const rows = index
      .split('\n')
      .map(row =>
        /^\| \[([\w-]+)\]\(\1\.md\) +\| [^|]+\| (.*\S) +\|$/.exec(row),
      )
      .filter(row => row !== null)
      .map(([, code, line]) => [code, line]);
    expect(rows.sort()).toEqual(Object.entries(CODES).sort());
  });
});

describe('the examples', () => {
  it.each(entries)('%s: has the expected findings', (code, { finds }) => {
    expect(finds).not.toEqual([]);
    expect(actual(code, found.get(code)!)).toEqual(expected(code));
  });

  it.each(entries)('%s: is not found where it is right', (code, example) => {
    const { also = example.also ?? [] } = example.instead;
    const findings = findingsOf(instead(example));
    expect(findings.filter(finding => finding.code === code)).toEqual([]);
    expect(others(findings, code)).toEqual([...also].sort());
  });
});

/*
 * Proves that the assertion on each example depends on its check: with the findings of one code taken away, as if that
 * check were switched off, it fails; it fails too where the finding is on another object, in another field, at the
 * other level or without the name of the blocker, and where the check fires once more.
 *
 * It does not prove that each line of a check is tested: half of a check may still find its example.
 * The tests beside the checks do that.
 */
describe('with a check switched off', () => {
  const MUTANTS: Record<string, (finding: Finding) => Finding[]> = {
    'switched off': () => [],
    'firing twice': finding => [finding, finding],
    'at the other level': finding => [
      { ...finding, level: finding.level === 'error' ? 'warning' : 'error' },
    ],
    'of another object': finding => [{ ...finding, object: 'x' }],
    'in another field': finding => [{ ...finding, field: 'x' }],
    'without a message': finding => [{ ...finding, message: '' }],
  };

  const passes = (code: string, findings: Finding[]): boolean => {
    try {
      expect(actual(code, findings)).toEqual(expected(code));
      return true;
    } catch {
      return false;
    }
  };

  it.each(Object.entries(MUTANTS))('no example passes: %s', (name, mutate) => {
    const tried = Object.keys(examples).filter(
      code => name !== 'without a message' || examples[code].names,
    );
    const survivors = tried.filter(code =>
      passes(
        code,
        found
          .get(code)!
          .flatMap(finding =>
            finding.code === code ? mutate(finding) : [finding],
          ),
      ),
    );
    process.stderr.write(
      `${name}: ${tried.length - survivors.length} of ${tried.length} killed\n`,
    );
    // Otherwise the mutants would fail for another reason.
    expect(tried.filter(code => !passes(code, found.get(code)!))).toEqual([]);
    expect(tried.length).toBeGreaterThanOrEqual(70);
    expect(survivors).toEqual([]);
  });
});
