import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: string[];
  readonly enum?: unknown[];
  readonly pattern?: string;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

const crds = join(__dirname, '../../imports/crds');

/** Schemas of the CRDs that the L1 was imported from, by `apiVersion kind`. */
const schemas = new Map<string, Schema>(
  readdirSync(crds).flatMap((file) =>
    parseAllDocuments(readFileSync(join(crds, file), 'utf8')).map((document) => {
      const { spec } = document.toJS();
      const [version] = spec.versions;
      return [`${spec.group}/${version.name} ${spec.names.kind}`, version.schema.openAPIV3Schema as Schema] as [
        string,
        Schema,
      ];
    }),
  ),
);

/** What an API server with strict field validation refuses in a document: a path and a reason each. */
export function schemaFaults(doc: { apiVersion: string; kind: string }): string[] {
  const schema = schemas.get(`${doc.apiVersion} ${doc.kind}`);
  if (schema === undefined) return [`no schema for ${doc.apiVersion} ${doc.kind}`];
  const { properties, ...rest } = schema;
  // The API server itself knows the metadata.
  return walk(
    '',
    { ...rest, properties: { ...properties, apiVersion: anything, kind: anything, metadata: anything } },
    doc,
  );
}

export const hasSchema = (doc: { apiVersion: string; kind: string }): boolean =>
  schemas.has(`${doc.apiVersion} ${doc.kind}`);

const anything: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

function walk(path: string, schema: Schema, value: unknown): string[] {
  if (schema['x-kubernetes-int-or-string']) {
    const fits = Number.isInteger(value) || typeof value === 'string';
    const matches = typeof value !== 'string' || schema.pattern === undefined || new RegExp(schema.pattern).test(value);
    return fits && matches ? [] : [`${path}: no quantity`];
  }
  if (schema === anything) return [];
  if (value === null) return [`${path}: null`];
  if (Array.isArray(value)) {
    if (schema.type !== 'array') return [`${path}: a list`];
    return value.flatMap((item, i) => walk(`${path}[${i}]`, schema.items ?? {}, item));
  }
  if (typeof value === 'object') return walkObject(path, schema, value as Record<string, unknown>);
  const type =
    typeof value === 'number' && Number.isInteger(value) && schema.type === 'integer' ? 'integer' : typeof value;
  if (schema.type !== undefined && type !== schema.type) return [`${path}: ${type}, not ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${path}: none of ${schema.enum.join(', ')}`];
  if (schema.pattern && !new RegExp(schema.pattern).test(String(value)))
    return [`${path}: does not match ${schema.pattern}`];
  return [];
}

function walkObject(path: string, schema: Schema, value: Record<string, unknown>): string[] {
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (schema.type !== 'object' && !open) return [`${path}: a mapping`];
  const missing = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${path}.${key}: missing`);
  const inside = Object.entries(value).flatMap(([key, item]) => {
    const known =
      schema.properties?.[key] ??
      (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
    if (known !== undefined) return walk(`${path}.${key}`, known, item);
    return open ? [] : [`${path}.${key}: unknown`];
  });
  return [...missing, ...inside];
}
