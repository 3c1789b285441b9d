import { type Data, data } from '../values';

/** Two documents in one: lists joined, mappings merged, otherwise the second one's value. */
export function merge(ours: Data, yours: Data): Data {
  // A key such as __proto__ must stay a key, hence entries.
  const merged = new Map(Object.entries(ours));
  for (const [key, value] of Object.entries(yours)) {
    const present = merged.get(key);
    const [left, right] = [data(present), data(value)];
    if (Array.isArray(present) && Array.isArray(value)) merged.set(key, [...present, ...value]);
    else merged.set(key, left && right ? merge(left, right) : value);
  }
  return Object.fromEntries(merged);
}
