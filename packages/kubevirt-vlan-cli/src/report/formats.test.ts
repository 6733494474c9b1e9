import { LocatedFinding, Report } from './Report';
import { formatReport } from './formatReport';
import { sarifFaults } from '../__testUtils__/sarif';

const finding: LocatedFinding = {
  level: 'error',
  code: 'uplink',
  object: 'NodeNetworkConfigurationPolicy/a',
  field: 'spec.desiredState.interfaces[0].name',
  message: 'found "x", allowed: eno49',
  cluster: 'demo',
  path: '/repo/clusters/demo/nodes/a.yaml',
  line: 12,
  column: 9,
};
const reportOf = (...findings: LocatedFinding[]): Report => ({
  findings,
  summary: {
    errors: findings.length,
    warnings: 0,
    objects: 2,
    files: 1,
    clusters: ['demo'],
  },
});
const options = { version: '0.1.0', root: '/repo' };
const sarif = (report: Report, more = {}) =>
  JSON.parse(formatReport('sarif', report, { ...options, ...more }));

/** Characters that act in a terminal, reverse text, hide, or end a line. */
const HOSTILE =
  '\u001b[2J\u009b1m\r\n\u202egnp\u200b\u2028\u0000\u{e0041}[x](https://evil.example)';
const hostile: LocatedFinding = {
  ...finding,
  object: `VirtualMachine/demo/${HOSTILE}`,
  field: `spec.${HOSTILE}`,
  message: `found "${HOSTILE}"`,
  path: `/repo/clusters/ä b/#${HOSTILE}?.yaml`,
};
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\p{Zl}]/u;

describe('the formats', () => {
  it('text: a line for each finding, and a summary', () => {
    expect(formatReport('text', reportOf(finding), options)).toBe(
      `clusters/demo/nodes/a.yaml:12:9 error uplink NodeNetworkConfigurationPolicy/a spec.desiredState.interfaces[0].name: found "x", allowed: eno49
1 error, 0 warnings in 2 objects of 1 file
`,
    );
    expect(formatReport('text', reportOf(), options)).toBe(
      '0 errors, 0 warnings in 2 objects of 1 file\n',
    );
  });

  it('json: findings with their place, and a summary', () => {
    const { path: _, ...rest } = finding;
    const text = formatReport('json', reportOf(finding), {
      ...options,
      helpUri: 'https://docs.example.com/checks',
    });
    expect(JSON.parse(text)).toEqual({
      version: '0.1.0',
      findings: [
        {
          ...rest,
          file: 'clusters/demo/nodes/a.yaml',
          help: 'https://docs.example.com/checks/uplink.md',
        },
      ],
      summary: reportOf(finding).summary,
    });
  });

  it('sarif: has all parts that the specification requires', () => {
    const warning = {
      ...finding,
      level: 'warning',
      code: 'bridge-port',
    } as const;
    const log = sarif(reportOf(finding, warning, hostile));
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0].tool.driver.rules.map((rule: any) => rule.id)).toEqual([
      'bridge-port',
      'uplink',
    ]);
    expect(log.runs[0].results[0]).toMatchObject({
      ruleId: 'uplink',
      ruleIndex: 1,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: {
              uri: 'clusters/demo/nodes/a.yaml',
              uriBaseId: '%SRCROOT%',
            },
            region: { startLine: 12, startColumn: 9 },
          },
        },
      ],
    });
    expect(sarifFaults(sarif(reportOf()))).toEqual([]);
  });

  it('sarif: links to help only if a base was given', () => {
    const [rule] = sarif(reportOf(finding)).runs[0].tool.driver.rules;
    expect(rule).not.toHaveProperty('helpUri');
    const log = sarif(reportOf(finding), { helpUri: 'https://x.example' });
    expect(log.runs[0].tool.driver.rules[0].helpUri).toBe(
      'https://x.example/uplink.md',
    );
    expect(sarifFaults(log)).toEqual([]);
  });

  it('sarif: names a file outside of the repository by its URL', () => {
    const log = sarif(reportOf({ ...finding, path: '/elsewhere/a.yaml' }));
    const [{ physicalLocation }] = log.runs[0].results[0].locations;
    expect(physicalLocation.artifactLocation).toEqual({
      uri: 'file:///elsewhere/a.yaml',
    });
    expect(sarifFaults(log)).toEqual([]);
  });

  it.each(['text', 'json', 'sarif'] as const)(
    '%s: escapes hostile characters of manifests and file names',
    format => {
      const text = formatReport(format, reportOf(hostile), options);
      expect(text).not.toMatch(UNPRINTABLE);
    },
  );

  it('text: keeps a hostile finding on its line', () => {
    const text = formatReport('text', reportOf(hostile), options);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toContain('\\u{1b}[2J\\u{9b}1m\\u{d}\\u{a}\\u{202e}gnp');
  });

  it('json: keeps the values; sarif: shows them without links', () => {
    const json = JSON.parse(formatReport('json', reportOf(hostile), options));
    expect(json.findings[0].message).toBe(hostile.message);
    expect(json.findings[0].object).toBe(hostile.object);
    const [result] = sarif(reportOf(hostile)).runs[0].results;
    expect(result.message.text).not.toContain('](');
  });
});
