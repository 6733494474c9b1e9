import { pathFrom } from '../input/paths';
import { printableJson } from './printable';
import { FormatOptions, Report, helpOf } from './Report';

/** `{ version, findings, summary }`, for scripts; values are not changed. */
export function formatJson(report: Report, options: FormatOptions): string {
  const findings = report.findings.map(
    ({ level, code, object, field, message, path, line, column, cluster }) => {
      const help = helpOf(code, options);
      const file = pathFrom(options.root, path);
      return {
        ...{ level, code, object, field, message },
        ...{ file, line, column, cluster },
        ...(help !== undefined && { help }),
      };
    },
  );
  const { version } = options;
  return `${printableJson({ version, findings, summary: report.summary })}\n`;
}
