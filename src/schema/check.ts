import { data } from '../values';
import { documentMetaFaults, embeddedFaults } from './document-meta';
import { type SchemaFault, startWalk } from './fault';
import { findKind, type Kinds } from './kinds';
import { kindFault } from './unknown-kind';
import { walkDocument } from './walk';

/**
 * What a kube-apiserver refuses in a document on create, with strict field validation as kubectl asks for, before any
 * webhook speaks. Kinds that nobody knows have no faults, but for
 * what is a slip of one that we know.
 *
 * @param extra kinds that `readCrds` found; they go before those that we know
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export function schemaFaults(document: unknown, extra?: Kinds): readonly SchemaFault[] {
  const doc = data(document);
  const kind = findKind(doc?.apiVersion, doc?.kind, extra);
  // What SOPS has sealed is not what will be applied.
  if (doc === undefined || data(doc.sops) !== undefined) return [];
  if (kind === undefined) {
    const fault = kindFault(doc);
    return fault === undefined ? [] : [fault];
  }
  const walk = startWalk(kind.schema);
  walkDocument(walk, doc, kind.statusApart);
  kind.check?.(walk, doc);
  return [
    ...documentMetaFaults(doc.metadata, kind.namespaced),
    ...walk.faults,
    ...walk.embedded.flatMap(({ value, field }) => embeddedFaults(value, field)),
  ];
}
