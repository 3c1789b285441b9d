import type { Nad } from '../model';
import { at, type Data, list, text } from '../values';
import { readCni, readNad } from './nad';
import { type Document, type Find, type ManifestObject, manifestObject, objectId } from './object';
import { ObjectIndex } from './object-index';
import { CLOUD_INIT, DocumentReader } from './vm-documents';
import { isVm, type VmView, vmView } from './vm-view';

/** A NetworkAttachmentDefinition as rules look at it. */
export interface NadView extends ManifestObject {
  /** The CNI config, if its text is JSON: the first plugin of a list. */
  readonly cni?: Data;
  /** What it says, if it is of a type that we know. */
  readonly nad?: Nad;
}

/** A set of documents, indexed once: what every rule looks at. */
export interface Manifests {
  readonly objects: readonly ManifestObject[];
  readonly vms: readonly VmView[];
  readonly nads: ReadonlyMap<string, NadView>;
  /** What the cluster has already, if somebody said: it is looked up, and not checked. */
  readonly context?: readonly ManifestObject[];
  /** The VMs that refer to an object, by the object's id. */
  referringVms(id: string): readonly VmView[];
  /** Those of them that acknowledge something. */
  acknowledgingVms(id: string): readonly VmView[];
  /** An object of the set, or of the cluster. */
  find: Find;
  /** A NAD of the set, or of the cluster. */
  nad(id: string | undefined): NadView | undefined;
}

const NAD = 'NetworkAttachmentDefinition';

/** `context`: the objects that the cluster has already. Without it nobody knows them, and what is missing is taken to exist. */
export function manifests(documents: readonly Document[], context?: readonly Document[]): Manifests {
  const objects = documents.map(manifestObject);
  const present = context && contextOf(context);
  const index = new ObjectIndex(objects);
  const find: Find = (...what) => index.find(...what) ?? present?.index.find(...what);
  const nads = nadViews(objects);
  const reader = new DocumentReader();
  const nadId = (namespace: string | undefined, networkName: string) => {
    const [first = '', second] = networkName.split('/');
    const [place, name] = second === undefined ? [namespace, first] : [first, networkName.slice(first.length + 1)];
    // Multus takes a bare name in the VM's own namespace.
    return find(NAD, place, name)?.id ?? objectId(NAD, place, name);
  };
  const vms = objects
    .filter((object) => isVm(object) && !isMade(object, find))
    .map((object) => vmView(object, nadId, find, reader));
  const referring = referrers(vms, find);
  const acknowledging = referrers(
    vms.filter(({ acknowledgements }) => acknowledgements.size > 0),
    find,
  );
  return {
    objects,
    vms,
    nads,
    context: present?.objects,
    find,
    nad: (id = '') => nads.get(id) ?? present?.nads.get(id),
    referringVms: (id) => referring.get(id) ?? [],
    acknowledgingVms: (id) => acknowledging.get(id) ?? [],
  };
}

interface Context {
  readonly objects: readonly ManifestObject[];
  readonly index: ObjectIndex;
  readonly nads: ReadonlyMap<string, NadView>;
}

const contexts = new WeakMap<readonly Document[], Context>();

/** Read once, however many files are held against it. */
function contextOf(documents: readonly Document[]): Context {
  const known = contexts.get(documents);
  if (known !== undefined) return known;
  const objects = documents.map(manifestObject);
  const made = { objects, index: new ObjectIndex(objects), nads: nadViews(objects) };
  contexts.set(documents, made);
  return made;
}

function nadViews(objects: readonly ManifestObject[]): ReadonlyMap<string, NadView> {
  const nads = objects.filter(({ kind }) => kind === NAD);
  return new Map(nads.map((object) => [object.id, { ...object, cni: readCni(object.doc), nad: readNad(object.doc) }]));
}

/** The instance that KubeVirt made of a VM which is there too: it is the VM once more. */
function isMade({ kind, doc, namespace }: ManifestObject, find: Find): boolean {
  if (kind !== 'VirtualMachineInstance') return false;
  return list(at(doc, 'metadata', 'ownerReferences')).some(
    (owner) => find(text(at(owner, 'kind')) ?? '', namespace, text(at(owner, 'name')) ?? '') !== undefined,
  );
}

function referrers(vms: readonly VmView[], find: Find): ReadonlyMap<string, readonly VmView[]> {
  const found = new Map<string, VmView[]>();
  for (const vm of vms) {
    for (const id of references(vm, find)) {
      const known = found.get(id);
      if (known === undefined) found.set(id, [vm]);
      else known.push(vm);
    }
  }
  return found;
}

/** Ids of the objects that a VM names: NADs, Secrets, DataVolumes. */
function references(vm: VmView, find: Find): Set<string> {
  const own = (kind: string, given: unknown) => {
    const name = text(given) ?? '';
    return find(kind, vm.namespace, name)?.id ?? objectId(kind, vm.namespace, name);
  };
  const secret = (name: unknown) => own('Secret', name);
  return new Set([
    ...vm.networks.flatMap(({ nadId: id }) => (id === undefined ? [] : [id])),
    ...vm.volumes.flatMap(({ value }) => [
      ...CLOUD_INIT.flatMap((key) => [
        secret(at(value, key, 'secretRef', 'name')),
        secret(at(value, key, 'networkDataSecretRef', 'name')),
      ]),
      own('DataVolume', at(value, 'dataVolume', 'name')),
    ]),
    ...list(vm.spec.accessCredentials).flatMap((item) => [
      secret(at(item, 'sshPublicKey', 'source', 'secret', 'secretName')),
      secret(at(item, 'userPassword', 'source', 'secret', 'secretName')),
    ]),
  ]);
}
