import { Format } from '../options/parseCommand';
import { formatJson } from './formatJson';
import { formatSarif } from './formatSarif';
import { formatText } from './formatText';
import { FormatOptions, Report } from './Report';

const FORMATTERS: Record<
  Format,
  (report: Report, options: FormatOptions) => string
> = { text: formatText, json: formatJson, sarif: formatSarif };

/** A report in one of the formats, with a newline at its end. */
export function formatReport(
  format: Format,
  report: Report,
  options: FormatOptions,
): string {
  return FORMATTERS[format](report, options);
}
