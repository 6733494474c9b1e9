import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CODES,
  Finding,
  isBuiltInCode,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { pathFrom } from '../input/paths';
import { printable, printableJson } from './printable';
import { FormatOptions, LocatedFinding, Report, helpOf } from './Report';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF 2.1.0, which GitHub's code scanning and editors read. */
export function formatSarif(report: Report, options: FormatOptions): string {
  const codes = [...new Set(report.findings.map(({ code }) => code))].sort();
  return `${printableJson({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kubevirt-vlan',
            semanticVersion: options.version,
            rules: codes.map(code => rule(code, options)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true }],
        results: report.findings.map(finding =>
          result(finding, codes.indexOf(finding.code), options),
        ),
      },
    ],
  })}\n`;
}

function rule(code: Finding['code'], options: FormatOptions) {
  const helpUri = helpOf(code, options);
  return {
    id: code,
    ...(isBuiltInCode(code) && { shortDescription: { text: CODES[code] } }),
    ...(helpUri !== undefined && { helpUri }),
  };
}

function result(
  finding: LocatedFinding,
  ruleIndex: number,
  { root }: FormatOptions,
) {
  const { level, code, object, field, message, line, column } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level,
    message: { text: messageText(`${object} ${field}: ${message}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(root, finding.path),
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [
          { fullyQualifiedName: printable(object), kind: 'resource' },
        ],
      },
    ],
  };
}

/** SARIF messages may hold links, `[text](target)`. Ours hold none, not even from a manifest's text. */
function messageText(text: string): string {
  return printable(text).replaceAll('](', '] (');
}

/** Relative to the repository if the file is in it, as code scanning expects. */
function artifact(root: string, path: string) {
  const found = pathFrom(root, path);
  if (found.split('/')[0] === '..' || isAbsolute(found)) {
    return { uri: pathToFileURL(path).href };
  }
  return {
    uri: found.split('/').map(encodeURIComponent).join('/'),
    uriBaseId: '%SRCROOT%',
  };
}
