import { type Finding, FindingSeverity } from './finding';
import { oneLine, type Report, ruleLink, type Summary } from './report';

/** A finding in one line: where, what is, what to write instead, and the rule's id. */
export function findingText({ constructPath, object, field, message, fix, rule }: Finding): string {
  const where = [constructPath, object, field].filter((part) => part !== undefined && part !== '');
  return `${where.join(': ')}: ${message}; ${fix} (${rule})`;
}

/** Text for people: the findings of one object together, each with its place, fix and link. */
export function textReport({ findings, summary }: Report, colour: boolean): string {
  const paint = colour ? painted : plain;
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const name = `${finding.file}\n${finding.object}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [finding]);
    else group.push(finding);
  }
  const texts = [...groups.values()].map((group) => objectText(group, paint));
  return [...texts, `${summaryText(summary)}\n`].join('\n');
}

type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { error: 31, warning: 33, bold: 1, faint: 2 };
const painted: Paint = (style, text) => `\u001b[${STYLES[style]}m${text}\u001b[0m`;
const plain: Paint = (_, text) => text;

function objectText(group: readonly Finding[], paint: Paint): string {
  const [{ object = '' } = {}] = group;
  const title = object === '' ? [] : [paint('bold', oneLine(object))];
  return [...title, ...group.flatMap((finding) => findingLines(finding, paint))].map((line) => `${line}\n`).join('');
}

function findingLines(finding: Finding, paint: Paint): string[] {
  const { severity, rule, file = '', line, field, message, fix, acknowledged } = finding;
  const place = oneLine(line === undefined ? file : `${file}:${line}`);
  const weight = paint(severity === FindingSeverity.ERROR ? 'error' : 'warning', severity);
  return [
    `  ${[place, weight, oneLine(field)].filter((part) => part !== '').join('  ')}`,
    `    ${oneLine(message)}`,
    `    fix: ${oneLine(fix)}`,
    ...(acknowledged === undefined ? [] : [`    acknowledged: ${oneLine(acknowledged)}`]),
    `    ${paint('faint', `${rule}  ${ruleLink(rule)}`)}`,
  ];
}

function summaryText({ errors, warnings, acknowledged, objects, files }: Summary): string {
  const found = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  const where = `${count(objects, 'object')} in ${count(files, 'file')}`;
  return `${found}${acknowledged > 0 ? `, ${acknowledged} acknowledged` : ''}; ${where} checked`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
