import type { Data } from '../values';
import { coreKinds } from './core';
import { kinds, table } from './crd-table';
import type { Walk } from './fault';
import { type SchemaNode, tableNodes } from './node';

/** What is known of one version of a kind. */
export interface Kind {
  readonly schema: SchemaNode;
  readonly namespaced: boolean;
  /** Status is a subresource: a server drops it from what is created. */
  readonly statusApart: boolean;
  /** What no schema can say about the kind. */
  readonly check?: (walk: Walk, document: Data) => void;
}

/** Kinds by `apiVersion kind`. */
export type Kinds = ReadonlyMap<string, Kind>;

/** The kind of a document: one that a user has given, or one of our own. */
export function findKind(apiVersion: unknown, kind: unknown, extra?: Kinds): Kind | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const key = kindKey(apiVersion, kind);
  return extra?.get(key) ?? coreKinds.get(key) ?? ownKind(key);
}

export function kindKey(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}

let parsed: readonly unknown[] | undefined;
const node = tableNodes(() => {
  parsed ??= JSON.parse(table) as unknown[];
  return parsed;
});

function ownKind(key: string): Kind | undefined {
  if (!Object.hasOwn(kinds, key)) return undefined;
  const [place, scope, statusApart] = kinds[key] ?? [];
  return { schema: node(place), namespaced: scope === 'Namespaced', statusApart: statusApart === true };
}
