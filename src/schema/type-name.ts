import type { SchemaNode } from './node';

/** The type of a value as JSON has it; a whole number is told from others as an API server does. */
export type TypeName = keyof typeof typeWords;

export const typeWords = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a fraction or a number beyond 64 bits',
  boolean: 'true or false',
  null: 'empty (null)',
  other: 'no value that JSON has',
} as const;

const MOST = 2 ** 63;

export function typeName(value: unknown): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  if (type === 'object' || type === 'string' || type === 'boolean') return type;
  if (type === 'bigint') return Math.abs(Number(value)) <= MOST ? 'integer' : 'number';
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'other';
  return Number.isInteger(value) && Math.abs(value) <= MOST ? 'integer' : 'number';
}

export function fitsType({ type, intOrString }: SchemaNode, found: TypeName): boolean {
  if (found === 'other') return false;
  if (intOrString) return found === 'integer' || found === 'string';
  return type === undefined || type === found || (type === 'number' && found === 'integer');
}

export function expectedWords({ type, intOrString }: SchemaNode): string {
  if (intOrString) return 'a whole number or a text';
  if (type === 'number') return 'a number';
  return typeWords[type as TypeName] ?? 'of a type that JSON has';
}

/** What to write where a value has the wrong type. */
export function typeFix({ type, intOrString, properties }: SchemaNode, found: TypeName, value: unknown): string {
  if (found === 'null') return 'remove the empty entry or write a value';
  if (intOrString) return found === 'number' ? 'write it as a text, in quotes' : 'write a whole number or a text';
  if (type === 'string') return found === 'array' || found === 'object' ? 'write a text' : 'put it in quotes';
  if (type === 'array') return 'write a list: one "- " for each entry';
  if (type === 'object' && found === 'array') return 'write the fields without "- "';
  if (type === 'object')
    return properties.has('name') ? 'write a mapping, such as name: …' : 'write a mapping of its fields';
  if (type === 'boolean') return 'write true or false, without quotes';
  return found === 'string' && /^-?\d+$/.test(value as string) ? 'write it without quotes' : 'write a whole number';
}
