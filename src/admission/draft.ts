import { type Data, data, list } from '../values';

/** A copy that defaults write into. */
export type Draft = { [key: string]: unknown };

/** A copy of a mapping. Keys that hold null are gone: an API server drops them where the schema has no default. */
export function draft(value: unknown): Draft {
  return copy(data(value) ?? {}) as Draft;
}

/** The mapping at the end of a path, made where there is none. */
export function open(from: Draft, ...path: readonly string[]): Draft {
  return path.reduce((parent, key) => {
    const found = data(parent[key]) as Draft | undefined;
    if (found !== undefined) return found;
    const made: Draft = {};
    parent[key] = made;
    return made;
  }, from);
}

/** The items of a list that are mappings, to write into; `from` keeps the list. */
export function items(from: Draft, key: string): Draft[] {
  const mappings = list(from[key]).map((item) => (data(item) ?? {}) as Draft);
  from[key] = mappings;
  return mappings;
}

/** Sets what is not set, or set to nothing. */
export function fill(into: Draft, key: string, value: unknown): void {
  const found = into[key];
  if (value !== undefined && (found === undefined || found === '' || found === 0)) into[key] = copy(value);
}

/** Sets what is not given: an empty text or zero counts as given. */
export function supply(into: Draft, key: string, value: unknown): void {
  if (value !== undefined && into[key] === undefined) into[key] = copy(value);
}

/** A text that says something. An empty one counts as none, as it does for most fields of KubeVirt. */
export function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A copy without null. What leads back to itself ends there: an alias in YAML can. */
export function copy(value: unknown, above: readonly unknown[] = []): unknown {
  if (above.includes(value)) return undefined;
  if (Array.isArray(value)) return value.map((item) => copy(item, [...above, value]));
  const mapping: Data | undefined = data(value);
  if (mapping === undefined) return value;
  const inside = [...above, value];
  const kept = Object.entries(mapping).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, copy(item, inside)]));
}
