import { type Data, data, list, text } from '../values';
import { isLabelKey, isLabelValue } from './names';
import { type Flaw, flaw } from './rule';
import { parts } from './template';

/** A label selector, as Kubernetes checks it. */
export function* labelSelector(value: unknown, field: string): Iterable<Flaw> {
  const selector = data(value);
  if (selector === undefined) return;
  for (const [key, label] of Object.entries(data(selector.matchLabels) ?? {})) {
    if (isLabelKey(key) && isLabelValue(text(label) ?? '')) continue;
    yield flaw(`${field}.matchLabels`, `"${key}: ${text(label) ?? ''}" is no label`, 'use a key and value of a label');
  }
  for (const expression of parts(selector.matchExpressions, `${field}.matchExpressions`)) {
    yield* requirement(expression.value, expression.field, {
      In: 'some',
      NotIn: 'some',
      Exists: 'none',
      DoesNotExist: 'none',
    });
    for (const [i, item] of list(expression.value.values).entries()) {
      const where = `${expression.field}.values[${i}]`;
      if (!isLabelValue(text(item) ?? ''))
        yield flaw(where, `"${text(item)}" is no value of a label`, 'use letters and digits');
    }
  }
}

/** How many values each operator takes. */
export type Operators = Readonly<Record<string, 'some' | 'none' | 'one'>>;

const WORDS = { some: 'values', none: 'no values', one: 'exactly one value' };

export function* requirement(value: Data, field: string, operators: Operators): Iterable<Flaw> {
  const operator = text(value.operator) ?? '';
  const takes = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  const count = list(value.values).length;
  if (takes === undefined) {
    const fix = `use one of ${Object.keys(operators).join(', ')}`;
    yield flaw(`${field}.operator`, `"${operator}" is no operator`, fix);
  } else if (takes === 'some' ? count === 0 : count !== (takes === 'one' ? 1 : 0)) {
    yield flaw(`${field}.values`, `${operator} has ${count} values`, `give it ${WORDS[takes]}`);
  }
  const key = text(value.key) ?? '';
  if (!isLabelKey(key))
    yield flaw(`${field}.key`, `"${key}" is no key of a label`, 'use a key such as example.org/zone');
}

/** The key of a label that sets nodes apart. */
export function* topologyKey(value: unknown, field: string): Iterable<Flaw> {
  const key = text(value) ?? '';
  if (isLabelKey(key)) return;
  const message = key === '' ? 'there is no topology key' : `"${key}" is no key of a label`;
  yield flaw(field, message, 'use the key of a node label, such as kubernetes.io/hostname');
}
