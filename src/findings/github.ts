import { FindingSeverity } from './finding';
import type { Report } from './report';

/**
 * Annotations of GitHub Actions, one a finding.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReport({ findings }: Report): string {
  return findings
    .map(({ severity, rule, object, field, message, fix, file, line, acknowledged }) => {
      // An acknowledged one is worth a notice, not a warning.
      const weight = severity === FindingSeverity.ERROR ? 'error' : 'warning';
      const command = acknowledged === undefined ? weight : 'notice';
      const place = [file && `file=${property(file)}`, line && `line=${line}`, `title=${property(rule)}`];
      const where = [object, field].filter((part) => part !== '').join(' ');
      const reason = acknowledged === undefined ? '' : ` (acknowledged: ${acknowledged})`;
      const what = `${where === '' ? '' : `${where}: `}${message}; ${fix}${reason}`;
      return `::${command} ${place.filter(Boolean).join(',')}::${data(what)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
