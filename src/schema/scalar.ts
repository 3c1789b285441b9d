import { type Data, shown } from '../values';
import { celRule } from './cel';
import { report, type SchemaRule, type Walk } from './fault';
import { formats } from './format';
import type { SchemaNode } from './node';
import { quantityHint } from './quantity-hint';

/** The limits of one text, number or truth value whose type is right. */
export function scalarFaults(walk: Walk, node: SchemaNode, value: unknown): void {
  if (typeof value === 'string') textFaults(walk, node, value);
  if (typeof value === 'number') numberFaults(walk, node, value);
  if (node.values !== undefined && !node.values.includes(value)) enumFault(walk, node.values, value);
}

export function enumFault(walk: Walk, values: readonly unknown[], value: unknown): void {
  report(walk, 'enum', `is ${shown(value)}`, `use one of ${values.map(String).join(', ')}`);
}

function textFaults(walk: Walk, node: SchemaNode, value: string): void {
  if (node.pattern !== undefined && !node.pattern.test(value)) {
    if (node.intOrString) report(walk, 'quantity-pattern', `${shown(value)} is no quantity`, quantityHint(value));
    else
      report(
        walk,
        'pattern',
        'has not the form that the field asks for',
        `write a text that matches ${node.pattern.source}`,
      );
  }
  const form = node.format === undefined ? undefined : formats.get(node.format);
  if (form !== undefined && !form.holds(value))
    report(walk, 'format', `is not ${form.noun}`, `write ${form.noun}, such as ${form.example}`);
  if (node.limits !== undefined) lengthFaults(walk, node, value, node.limits);
}

function lengthFaults(walk: Walk, node: SchemaNode, value: string, { minLength, maxLength }: Data): void {
  // One rule says all about a field that has CEL rules beside its length.
  const rule = celRule(node)?.id ?? 'text-length';
  const length = [...value].length;
  if (typeof maxLength === 'number' && length > maxLength) {
    report(walk, rule, `has ${length} characters`, `keep at most ${maxLength} characters`);
  }
  if (typeof minLength === 'number' && length < minLength) {
    report(walk, rule, `has ${length} characters`, `write at least ${minLength} characters`);
  }
}

const INT32 = 2 ** 31;

function numberFaults(walk: Walk, { type, format, limits }: SchemaNode, value: number): void {
  if (format === 'int32' && type === 'integer' && (value < -INT32 || value >= INT32)) {
    report(walk, 'int-range', `${value} does not fit in 32 bits`, `use a whole number from ${-INT32} to ${INT32 - 1}`);
  }
  if (limits === undefined) return;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits;
  const low = typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum);
  const high = typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum);
  const uneven = typeof multipleOf === 'number' && multipleOf > 0 && !Number.isInteger(value / multipleOf);
  if (low || high || uneven) report(walk, rangeRule(walk), `${value} is out of range`, rangeFix(limits));
}

/** KubeVirt's rules have a name for one of the ranges. */
function rangeRule({ path }: Walk): SchemaRule {
  return path.at(-1) === 'overcommitPercent' ? 'overcommit' : 'number-range';
}

function rangeFix({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Data): string {
  const parts = [
    minimum !== undefined && `${exclusiveMinimum === true ? 'above' : 'not below'} ${minimum}`,
    maximum !== undefined && `${exclusiveMaximum === true ? 'below' : 'not above'} ${maximum}`,
    multipleOf !== undefined && `a multiple of ${multipleOf}`,
  ];
  return `use a number that is ${parts.filter((part) => part !== false).join(' and ')}`;
}
