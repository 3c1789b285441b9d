import { stringify } from 'yaml';
import { admissionRules, admit, defaultCluster } from '../src/admission';
import { manifests } from '../src/manifest';
import { faultRules } from '../src/model';
import { check, rules } from '../src/rules';
import { schemaFaults, schemaRules } from '../src/schema';
import { admissionCases } from './admission/all-cases';
import { cases } from './rules/cases';
import { faultCases } from './rules/cases-faults';

/** docs/RULES.md, made of the cases that the tests run: `npm run docs:rules` writes it. */
export function rulesDocument(): string {
  return [
    '# Rules',
    '',
    'Every rule with a hit and its nearest neighbour that passes, made of the cases that the tests run. `-` stands in the hit alone, `+` in',
    'the neighbour alone. `npm run docs:rules` writes this page.',
    '',
    '## Network, guest and fleet',
    '',
    ...rules.flatMap(({ id, family }) => ruleSection(id, family)),
    '## Between the props of a construct',
    '',
    ...Object.keys(faultRules).flatMap(faultSection),
    "## KubeVirt's admission",
    '',
    ...admissionRules.flatMap(({ id, elsewhere }) => admissionSection(id, elsewhere)),
    '## CRD schema',
    '',
    "What an API server with strict field validation refuses: the schema's own words are the example.",
    '',
    ...schemaRules.map((id) => `- <a id="${id}"></a>\`${id}\``),
    '',
  ].join('\n');
}

function ruleSection(id: string, family: string): string[] {
  const example = cases.find(({ rule }) => rule === id);
  if (example === undefined) return [];
  const set = manifests(example.hit, example.context);
  const finding = check(set, rules).find(({ rule }) => rule === id);
  return [
    ...head(id, `${family}, ${finding?.severity}`, `${example.say}; passes: ${example.but}`),
    `> ${finding?.field}: ${finding?.message}; ${finding?.fix}`,
    '',
    ...difference(
      example.hit.map(({ doc }) => doc),
      example.miss.map(({ doc }) => doc),
    ),
  ];
}

function faultSection(id: string): string[] {
  const example = faultCases.find(({ rule }) => rule === id);
  if (example === undefined) return [];
  const { finding, say, but, hit, miss } = example;
  return [
    ...head(id, `props, ${finding.severity}`, `${say}; passes: ${but}`),
    `> ${finding.field}: ${finding.message}; ${finding.fix}`,
    '',
    ...difference([hit], [miss]),
  ];
}

function admissionSection(id: string, elsewhere: string | undefined): string[] {
  const example = admissionCases.find(({ rule }) => rule === id);
  if (example === undefined) return elsewhere === undefined ? [] : [...head(id, 'admission', elsewhere)];
  const fault = admit(example.hit, example.cluster ?? defaultCluster()).find(({ rule }) => rule === id);
  if (fault === undefined) return head(id, 'admission', schemaFaults(example.hit)[0]?.message ?? '');
  return [
    ...head(id, 'admission, error', ''),
    `> ${fault.field}: ${fault.message}; ${fault.fix}`,
    '',
    ...difference([example.hit], [example.pass]),
  ];
}

function head(id: string, what: string, say: string): string[] {
  return [`### ${id}`, '', say === '' ? `${what}.` : `${what}: ${say}.`, ''];
}

/** The lines that one side has and the other lacks. */
function difference(hit: readonly unknown[], pass: readonly unknown[]): string[] {
  const [one, other] = [lines(hit), lines(pass)];
  const changed = [...only(one, other).map((line) => `- ${line}`), ...only(other, one).map((line) => `+ ${line}`)];
  return changed.length === 0 ? [] : ['```diff', ...changed, '```', ''];
}

function lines(documents: readonly unknown[]): string[] {
  return documents.flatMap((document) => stringify(document, { lineWidth: 0 }).trimEnd().split('\n'));
}

function only(one: readonly string[], other: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of other) counts.set(line, (counts.get(line) ?? 0) + 1);
  return one.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
}
