import type { Data } from '../values';
import type { SchemaNode } from './node';

/** The ids of all faults that the room finds. */
export const schemaRules = [
  'unknown-kind',
  'unknown-field',
  'wrong-type',
  'required',
  'enum',
  'quantity-pattern',
  'pattern',
  'format',
  'text-length',
  'int-range',
  'number-range',
  'overcommit',
  'list-max',
  'list-min',
  'list-set',
  'list-keys-unique',
  'map-max',
  'map-min',
  'container-path-cel',
  'node-selector-cel',
  'object-meta',
  'embedded-object',
  'data-key',
  'data-size',
  'secret-type',
] as const;

export type SchemaRule = (typeof schemaRules)[number];

/** What an API server refuses in one place of a document. */
export interface SchemaFault {
  /** Id of the rule, kebab-case. It is never renamed. */
  readonly rule: SchemaRule;
  /** Path in the document, `spec.template.spec.domain.devices.interfaces[1].name`. */
  readonly field: string;
  /** What is. Only values of closed sets and quantities stand in it: any other text may be a secret. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

export type Step = string | number;

/** The name of a place: the start, then a key or an index a step. */
export function place(start: string, steps: readonly Step[]): string {
  let field = start;
  for (const step of steps) field = inside(field, step);
  return field;
}

// A key with a dot or a slash, as labels have, would read as a path of its own.
function inside(field: string, step: Step): string {
  if (typeof step === 'number') return `${field}[${step}]`;
  if (!/^[\w$-]+$/.test(step)) return `${field}[${JSON.stringify(step)}]`;
  return field === '' ? step : `${field}.${step}`;
}

/** A walk over one document: where it stands, what it found. */
export interface Walk {
  /** Field that the walk begins at; empty for the document. */
  readonly start: string;
  /** Schema of what the walk begins at. */
  readonly root: SchemaNode;
  readonly path: Step[];
  readonly faults: SchemaFault[];
  /** Objects inside the object, whose metadata are still to be looked at. */
  readonly embedded: { readonly field: string; readonly value: Data }[];
  /** Only unknown fields count: the server drops the values before it looks at them. */
  fieldsOnly: boolean;
}

export function startWalk(root: SchemaNode, start = ''): Walk {
  return { start, root, path: [], faults: [], embedded: [], fieldsOnly: false };
}

/** Notes a fault where the walk stands, or `steps` below. */
export function report(walk: Walk, rule: SchemaRule, message: string, fix: string, ...steps: Step[]): void {
  if (walk.fieldsOnly && rule !== 'unknown-field') return;
  walk.faults.push({ rule, field: place(walk.start, [...walk.path, ...steps]), message, fix });
}
