import { ACKNOWLEDGE, readAcknowledgements } from '../findings';
import { at, type Data, list, text } from '../values';

/** A document of a set, and where it came from. */
export interface Document {
  readonly doc: Data;
  /** The file that holds it, or that it will be written to. */
  readonly output: string;
  /** The file is the document's own: no other may be written there. */
  readonly ownsOutput?: boolean;
  readonly constructPath?: string;
}

/** A document with what every rule asks of it. */
export interface ManifestObject extends Document {
  /** `Kind/namespace/name`. */
  readonly id: string;
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace?: string;
  /** Place in the set. */
  readonly place: number;
  readonly acknowledgements: ReadonlyMap<string, string>;
}

/** Looks an object up. */
export type Find = (kind: string, namespace: string | undefined, name: string) => ManifestObject | undefined;

export function manifestObject(document: Document, place: number): ManifestObject {
  const { doc } = document;
  const kind = text(doc.kind) ?? '';
  const name = text(at(doc, 'metadata', 'name')) ?? '';
  const namespace = text(at(doc, 'metadata', 'namespace'));
  return {
    ...document,
    id: objectId(kind, namespace, name),
    kind,
    apiVersion: text(doc.apiVersion) ?? '',
    name,
    namespace,
    place,
    acknowledgements: readAcknowledgements(at(doc, 'metadata', 'annotations', ACKNOWLEDGE)),
  };
}

/** An instance that KubeVirt itself has made, of a VM or a replica set: what it may write there a user may not. */
export function isOfController({ kind, doc }: ManifestObject): boolean {
  if (kind !== 'VirtualMachineInstance') return false;
  return list(at(doc, 'metadata', 'ownerReferences')).some((owner) => at(owner, 'controller') === true);
}

/** Whether it was read from a cluster. */
export function isExported({ doc }: ManifestObject): boolean {
  return at(doc, 'metadata', 'uid') !== undefined;
}

/** How findings name an object: `Kind/namespace/name`, or `Kind/name` where no namespace is known. */
export function objectId(kind: string, namespace: string | undefined, name: string): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}
