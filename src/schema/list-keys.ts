import { data } from '../values';
import type { SchemaRule } from './fault';
import type { SchemaNode } from './node';

interface Repeated {
  readonly rule: SchemaRule;
  readonly index: number;
  readonly message: string;
  readonly fix: string;
}

/** Entries of a set or of a list with keys that an entry before them equals: the first of each kind, as a server reports. */
export function repeated(node: SchemaNode, entries: readonly unknown[]): readonly Repeated[] {
  if (node.listType === 'set') {
    return secondOnes(entries.map(identity)).map((index) => ({
      rule: 'list-set',
      index,
      message: 'repeats an entry',
      fix: 'remove the entry or change it',
    }));
  }
  if (node.listType !== 'map') return [];
  const keys = node.listKeys.join(' and ');
  return secondOnes(entries.map((entry) => keyOf(node, entry))).map((index) => ({
    rule: 'list-keys-unique',
    index,
    message: `repeats the ${keys} of an entry before it`,
    fix: `give each entry its own ${keys}`,
  }));
}

function secondOnes(identities: readonly string[]): number[] {
  const times = new Map<string, number>();
  return identities.flatMap((same, index) => {
    const before = times.get(same) ?? 0;
    times.set(same, before + 1);
    return before === 1 ? [index] : [];
  });
}

/** Null is absent, and an absent key may have a default. */
function keyOf({ items, listKeys }: SchemaNode, entry: unknown): string {
  const fields = data(entry) ?? {};
  return identity(listKeys.map((key) => fields[key] ?? items?.properties.get(key)?.fallback ?? []));
}

/** Equal texts for equal data, whatever the order of their keys. */
function identity(value: unknown): string {
  return (
    JSON.stringify(value, (_, item: unknown) => {
      if (typeof item === 'bigint') return Number(item);
      const fields = data(item);
      return fields === undefined ? item : Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
    }) ?? ''
  );
}
