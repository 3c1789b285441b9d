import { type Finding, FindingSeverity } from './finding';
import { type Report, ruleLink } from './report';

/**
 * JUnit XML: a suite for each file, a case for each object. Errors fail the case; warnings are its output, as the format
 * knows nothing between.
 */
export function junitReport({ findings, checked }: Report): string {
  const files = new Map<string, Map<string, Finding[]>>();
  const groupOf = (file: string, object: string): Finding[] => {
    const objects = files.get(file) ?? new Map<string, Finding[]>();
    files.set(file, objects);
    const group = objects.get(object) ?? [];
    objects.set(object, group);
    return group;
  };
  for (const { object, file } of checked) groupOf(file, object);
  for (const finding of findings) groupOf(finding.file ?? '', finding.object).push(finding);

  const cases = [...files.values()].flatMap((objects) => [...objects.values()]);
  const failures = cases.filter(isFailure).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cdk8s-wukong check" tests="${cases.length}" failures="${failures}" errors="0">`,
    ...[...files].flatMap(([file, objects]) => suite(file, objects)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(file: string, objects: ReadonlyMap<string, readonly Finding[]>): string[] {
  const failures = [...objects.values()].filter(isFailure).length;
  return [
    `  <testsuite name="${escaped(file)}" tests="${objects.size}" failures="${failures}" errors="0">`,
    ...[...objects].flatMap(([object, findings]) => testCase(file, object, findings)),
    '  </testsuite>',
  ];
}

function testCase(file: string, object: string, findings: readonly Finding[]): string[] {
  const name = object === '' ? 'the file' : object;
  const line = findings.find(isError)?.line ?? findings[0]?.line;
  const place = `file="${escaped(file)}"${line === undefined ? '' : ` line="${line}"`}`;
  const start = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" ${place}`;
  if (findings.length === 0) return [`${start}/>`];
  const errors = findings.filter(isError);
  const rest = findings.filter((finding) => !isError(finding));
  return [
    `${start}>`,
    ...(errors[0] === undefined ? [] : [failure(errors[0], errors)]),
    ...(rest.length === 0 ? [] : [`      <system-out>${escaped(rest.map(text).join('\n'))}</system-out>`]),
    '    </testcase>',
  ];
}

function failure(first: Finding, all: readonly Finding[]): string {
  const message = all.length === 1 ? first.message : `${first.message} (and ${all.length - 1} more)`;
  const type = escaped(first.rule);
  return `      <failure type="${type}" message="${escaped(message)}">${escaped(all.map(text).join('\n'))}</failure>`;
}

function text({ severity, rule, file, line, field, message, fix, acknowledged }: Finding): string {
  const place = [file, line].filter((part) => part !== undefined).join(':');
  const reason = acknowledged === undefined ? '' : `; acknowledged: ${acknowledged}`;
  return `${place}: ${severity}: ${field}: ${message}; ${fix}${reason} (${rule}, ${ruleLink(rule)})`;
}

function isError({ severity, acknowledged }: Finding): boolean {
  return severity === FindingSeverity.ERROR && acknowledged === undefined;
}

function isFailure(findings: readonly Finding[]): boolean {
  return findings.some(isError);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no place for most control characters, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?');
}
