/** The error for one value that can never be right: where, what, and what to write instead. */
export function invalid(field: string, value: unknown, fix: string): Error {
  return new Error(`${field}: ${shown(value)} is not valid; ${fix}`);
}

/** The same for a value that must not be shown. */
export function invalidSecret(field: string, fix: string): Error {
  return invalid(field, '***', fix);
}

/** Throws unless `value` is one of the members of the enum. */
export function member<T extends string>(field: string, value: T, members: Record<string, T>): T {
  const known = Object.values(members);
  if (known.includes(value)) return value;
  throw invalid(field, value, `use one of ${known.join(', ')}`);
}

/** A value as an error message shows it: JSON where there is one, never more than a line. */
export function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && value.length > 200) return json(`${value.slice(0, 200)}…`);
  const text = json(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
