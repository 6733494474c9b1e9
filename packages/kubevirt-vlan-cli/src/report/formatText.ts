import { pathFrom } from '../input/paths';
import { printable } from './printable';
import { FormatOptions, Report, helpOf } from './Report';

/** A line for each finding, `file:line:column level code object field: message`, and a summary. */
export function formatText(
  { findings, summary }: Report,
  options: FormatOptions,
): string {
  const lines = findings.map(finding => {
    const file = pathFrom(options.root, finding.path);
    const { line, column, level, code, object, field, message } = finding;
    const help = helpOf(code, options);
    return printable(
      `${file}:${line}:${column} ${level} ${code} ${object} ${field}: ${message}${
        help ? ` (${help})` : ''
      }`,
    );
  });
  return [...lines, sum(summary), ''].join('\n');
}

function sum(summary: Report['summary']): string {
  const { errors, warnings, objects, files } = summary;
  return `${count(errors, 'error')}, ${count(warnings, 'warning')} in ${count(
    objects,
    'object',
  )} of ${count(files, 'file')}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
