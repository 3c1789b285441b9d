import { admissionRules } from '../admission';
import { ruleLink } from '../findings';
import { acknowledgeable, rules } from '../rules';
import { schemaRules } from '../schema';
import { yamlFaults } from '../yaml';

interface ListedRule {
  readonly rule: string;
  readonly family: string;
  readonly acknowledgeable: boolean;
  readonly link: string;
}

/** `check --rules`: every rule with its family, and whether it can be acknowledged. */
export function ruleList(format: string): string {
  const listed = listedRules();
  if (format === 'json') return `${JSON.stringify({ rules: listed }, null, 2)}\n`;
  const width = Math.max(...listed.map(({ rule }) => rule.length));
  return listed
    .map(
      ({ rule, family, acknowledgeable: can }) => `${rule.padEnd(width)}  ${family.padEnd(9)}${can ? '' : '  refused'}`,
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

export function listedRules(): readonly ListedRule[] {
  const families = new Map<string, string>([
    ...Object.values(yamlFaults).map(({ rule }) => [rule, 'input'] as const),
    ['no-object', 'input'],
    ...admissionRules.filter(({ elsewhere }) => elsewhere === undefined).map(({ id }) => [id, 'admission'] as const),
    // Some ids of the schema are in KubeVirt's own list as well.
    ...schemaRules.map((rule) => [rule, 'schema'] as const),
    ...rules.map(({ id, family }) => [id, family] as const),
  ]);
  return [...families]
    .map(([rule, family]) => ({
      rule,
      family,
      acknowledgeable:
        family !== 'input' && family !== 'schema' && family !== 'admission' && acknowledgeable(rule) === true,
      link: ruleLink(rule),
    }))
    .sort((one, other) => (one.rule < other.rule ? -1 : 1));
}
