import type { Log, ReportingDescriptor, Result } from 'sarif';
import { type Finding, FindingSeverity } from './finding';
import { HOMEPAGE, type Report, ruleLink } from './report';

/**
 * SARIF 2.1.0, as GitHub's code scanning takes it. An acknowledged finding is a suppressed result.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport({ findings, version }: Report): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const places = new Map(ids.map((id, place) => [id, place]));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'cdk8s-wukong', version, informationUri: HOMEPAGE, rules: ids.map(descriptor) },
        },
        results: findings.map((finding) => result(finding, places.get(finding.rule) ?? -1)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(id: string): ReportingDescriptor {
  const [title, link] = [id.replaceAll('-', ' '), ruleLink(id)];
  return {
    id,
    shortDescription: { text: title },
    // Code scanning takes no rule without these two, and shows the second beside each alert.
    fullDescription: { text: `${title}: what is found and what is not` },
    help: { text: `Manifests with this fault, and their neighbours without it: ${link}`, markdown: `[${id}](${link})` },
    helpUri: link,
  };
}

function result(finding: Finding, ruleIndex: number): Result {
  const { rule, severity, object, field, message, fix, file, line, acknowledged } = finding;
  const region = line === undefined ? undefined : { startLine: line };
  const name = [object, field].filter((part) => part !== '').join(' ');
  return {
    ruleId: rule,
    ruleIndex,
    level: severity === FindingSeverity.ERROR ? 'error' : 'warning',
    message: { text: `${name === '' ? '' : `${name}: `}${message}; ${fix}` },
    locations: [
      {
        ...(file === undefined ? {} : { physicalLocation: { artifactLocation: { uri: uri(file) }, region } }),
        ...(name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name }] }),
      },
    ],
    // Lines move; what stays is the rule, the object and the field.
    partialFingerprints: { 'ruleObjectField/v1': `${rule} ${name}` },
    ...(acknowledged === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: acknowledged }] }),
  };
}

/** A relative reference, or a file URI of an absolute path. */
function uri(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]%3A\//.test(path)) return `file:///${path.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${path}` : path.replace(/^\.\//, '');
}
