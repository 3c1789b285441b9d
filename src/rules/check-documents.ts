import { admit, type Cluster, defaultCluster } from '../admission';
import { type Finding, FindingSeverity } from '../findings';
import { type Document, isOfController, type ManifestObject, type Manifests, manifests } from '../manifest';
import { type Kinds, schemaFaults } from '../schema';
import { compact } from '../values';
import { findingOf } from './check';
import type { Rule } from './rule';

/** Which question a finding answers, in the order of asking. */
export const checkFamilies = ['schema', 'admission', 'network', 'guest', 'fleet'] as const;
export type CheckFamily = (typeof checkFamilies)[number];

/** A document of a file. */
export interface FileDocument extends Document {
  /** Reads the document once more, for the lines of its fields. */
  lines?(): (field: string) => number;
}

export interface CheckOptions {
  /** All families where none are given. */
  readonly families?: ReadonlySet<CheckFamily>;
  /** What the cluster has already: looked up, not checked. */
  readonly context?: readonly Document[];
  /** Kinds of CustomResourceDefinitions of the user. */
  readonly kinds?: Kinds;
  readonly cluster?: Partial<Omit<Cluster, 'find'>>;
  /** Whether a document with fields that the CRD lacks is asked on: not by default, as an API server refuses it. */
  readonly unknownFields?: 'refused' | 'tolerated';
}

/** A finding, and the document that it is about. */
type Placed = readonly [ManifestObject, Finding];

/**
 * All findings about documents of files, with their lines, sorted by place; acknowledged ones included. A document that an
 * API server refuses is not asked any further by KubeVirt's admission, as a cluster would not either.
 */
export function checkDocuments(
  documents: readonly FileDocument[],
  rules: readonly Rule[],
  options: CheckOptions = {},
): readonly Finding[] {
  const set = manifests(documents, options.context);
  const found = [...clusterFindings(set, options), ...ruleFindings(set, rules, options)];
  return located(set, found, documents);
}

/** What the cluster refuses: nobody can acknowledge that. */
export function* clusterFindings(set: Manifests, options: CheckOptions): Iterable<Placed> {
  const { families, kinds } = options;
  const asked = (family: CheckFamily) => families?.has(family) ?? true;
  if (!asked('schema') && !asked('admission')) return;
  const cluster = defaultCluster({
    ...options.cluster,
    find: (kind, namespace, name) => set.find(kind, namespace, name)?.doc,
  });
  for (const object of set.objects) {
    const { doc } = object;
    const faults = schemaFaults(doc, kinds);
    const stops = faults.some(({ rule }) => rule !== 'unknown-field' || options.unknownFields !== 'tolerated');
    const admitted = asked('admission') && !stops && !isOfController(object) ? admit(doc, cluster) : [];
    for (const { rule, field, message, fix } of [...(asked('schema') ? faults : []), ...admitted]) {
      yield [object, { rule, severity: FindingSeverity.ERROR, object: object.id, field, message, fix }];
    }
  }
}

function* ruleFindings(set: Manifests, rules: readonly Rule[], { families }: CheckOptions): Iterable<Placed> {
  for (const rule of rules) {
    if (families?.has(rule.family) === false) continue;
    for (const found of rule.check(set)) yield [found.object, findingOf(set, rule, found)];
  }
}

function located(set: Manifests, found: Iterable<Placed>, documents: readonly FileDocument[]): Finding[] {
  const byPlace = new Map<number, Finding[]>();
  for (const [{ place, id }, finding] of found) {
    // What the cluster has already is nobody's fault here.
    if (set.objects[place]?.id !== id) continue;
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, [finding]);
    else known.push(finding);
  }
  const fileOf = (place: number) => documents[place]?.output ?? '';
  const places = [...byPlace.keys()].sort((one, other) => compare(fileOf(one), fileOf(other)) || one - other);
  return places.flatMap((place) => {
    const lineOf = documents[place]?.lines?.();
    return (byPlace.get(place) ?? [])
      .map((finding) => compact({ ...finding, file: fileOf(place), line: lineOf?.(finding.field) }))
      .sort(byLine);
  });
}

function byLine(one: Finding, other: Finding): number {
  return (
    (one.line ?? 0) - (other.line ?? 0) ||
    compare(one.field, other.field) ||
    compare(one.rule, other.rule) ||
    compare(one.message, other.message)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
