import { admissionRules } from '../admission';
import { ruleLink } from '../findings';
import { acknowledgeable, familyOf, rules } from '../rules';
import { yamlFaults } from '../yaml';

interface ListedRule {
  readonly rule: string;
  readonly family: string;
  readonly acknowledgeable: boolean;
  readonly link: string;
}

/** What an API server's schema says; most of the ids are KubeVirt's list of refusals, too. */
const SCHEMA = [
  'data-key',
  'data-size',
  'embedded-object',
  'enum',
  'format',
  'int-range',
  'list-keys-unique',
  'list-set',
  'object-meta',
  'quantity-pattern',
  'required',
  'secret-type',
  'unknown-field',
  'wrong-type',
];

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
    ...SCHEMA.map((rule) => [rule, 'schema'] as const),
    ...admissionRules.filter(({ elsewhere }) => elsewhere === undefined).map(({ id }) => [id, 'admission'] as const),
    ...rules.map((rule) => [rule.id, familyOf(rule)] as const),
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
