import { type Data, data, flag, list, text, texts } from '../values';

/** A schema as a CRD has it, or its place in the table of all. */
export type Ref = unknown;

/** One schema, ready to be walked. Its parts are made when a document first asks for them. */
export interface SchemaNode {
  /** undefined takes everything. */
  readonly type?: string;
  /** A whole number or a text, whatever `type` says. */
  readonly intOrString: boolean;
  readonly nullable: boolean;
  /** Filled in where the document has nothing, or null. */
  readonly fallback: unknown;
  /** Unknown fields are kept. */
  readonly open: boolean;
  /** An object of its own, with apiVersion, kind and metadata. */
  readonly embedded: boolean;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  /** Schema of the values of a mapping with free keys. */
  readonly additional?: SchemaNode;
  readonly items?: SchemaNode;
  readonly required: readonly string[];
  readonly values?: readonly unknown[];
  readonly pattern?: RegExp;
  readonly format?: string;
  readonly limits?: Data;
  readonly listType?: string;
  readonly listKeys: readonly string[];
  /** The texts of its CEL rules. */
  readonly validations: readonly string[];
}

const limitKeys = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
];

/** The schema in `raw`; `of` finds the parts. What is no schema takes everything. */
export function schemaNode(raw: Ref, of: (ref: Ref) => SchemaNode): SchemaNode {
  const schema = data(raw) ?? { 'x-kubernetes-preserve-unknown-fields': true };
  let properties: ReadonlyMap<string, SchemaNode> | undefined;
  let additional: SchemaNode | undefined;
  let items: SchemaNode | undefined;
  return {
    type: text(schema.type),
    intOrString: flag(schema['x-kubernetes-int-or-string']) ?? false,
    nullable: flag(schema.nullable) ?? false,
    fallback: schema.default ?? undefined,
    open: flag(schema['x-kubernetes-preserve-unknown-fields']) ?? false,
    embedded: flag(schema['x-kubernetes-embedded-resource']) ?? false,
    get properties() {
      properties ??= new Map(Object.entries(data(schema.properties) ?? {}).map(([key, ref]) => [key, of(ref)]));
      return properties;
    },
    get additional() {
      if (schema.additionalProperties === undefined || schema.additionalProperties === false) return undefined;
      // True lets every scalar through; of a mapping below it the server keeps nothing.
      additional ??= of(schema.additionalProperties === true ? {} : schema.additionalProperties);
      return additional;
    },
    get items() {
      if (schema.items === undefined) return undefined;
      items ??= of(schema.items);
      return items;
    },
    required: texts(schema.required),
    values: Array.isArray(schema.enum) ? schema.enum : undefined,
    pattern: expression(text(schema.pattern)),
    format: text(schema.format),
    limits: limitKeys.some((key) => schema[key] !== undefined) ? schema : undefined,
    listType: text(schema['x-kubernetes-list-type']),
    listKeys: texts(schema['x-kubernetes-list-map-keys']),
    validations: list(schema['x-kubernetes-validations']).flatMap((item) => text(data(item)?.rule) ?? []),
  };
}

/** Makes the nodes of schemas that hold each other whole, each once. */
export function schemaNodes(): (ref: Ref) => SchemaNode {
  return remembered((ref) => ref);
}

/** The same for schemas that name their parts by places in a table. */
export function tableNodes(table: () => readonly unknown[]): (ref: Ref) => SchemaNode {
  return remembered((ref) => (typeof ref === 'number' ? table()[ref] : ref));
}

function remembered(raw: (ref: Ref) => unknown): (ref: Ref) => SchemaNode {
  const made = new Map<Ref, SchemaNode>();
  const of = (ref: Ref): SchemaNode => {
    const known = made.get(ref);
    if (known !== undefined) return known;
    const node = schemaNode(raw(ref), of);
    made.set(ref, node);
    return node;
  };
  return of;
}

/** A pattern in Go's syntax; one that JavaScript cannot read is not asked. */
function expression(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
