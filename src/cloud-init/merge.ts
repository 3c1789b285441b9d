import { type Data, data } from '../values';

/** Two documents in one: lists joined, mappings merged, otherwise the second one's value. */
export function merge(ours: Data, yours: Data): Data {
  const merged: Record<string, unknown> = { ...ours };
  for (const [key, value] of Object.entries(yours)) {
    const present = ours[key];
    const [left, right] = [data(present), data(value)];
    if (Array.isArray(present) && Array.isArray(value)) merged[key] = [...present, ...value];
    else merged[key] = left && right ? merge(left, right) : value;
  }
  return merged;
}
