import type { Nad } from '../model';
import { at, type Data, list, text } from '../values';
import { readCni, readNad } from './nad';
import { type Document, type Find, type ManifestObject, manifestObject, objectId } from './object';
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
  /** An object of the set, or of the cluster. */
  find: Find;
  /** A NAD of the set, or of the cluster. */
  nad(id: string | undefined): NadView | undefined;
}

const NAD = 'NetworkAttachmentDefinition';

/** `context`: the objects that the cluster has already. Without it nobody knows them, and what is missing is taken to exist. */
export function manifests(documents: readonly Document[], context?: readonly Document[]): Manifests {
  const objects = documents.map(manifestObject);
  const present = context?.map(manifestObject);
  const byId = new Map([...(present ?? []), ...objects].map((object) => [object.id, object]));
  const find: Find = (kind, namespace, name) => byId.get(objectId(kind, namespace, name));
  const nads = nadViews(objects);
  const presentNads = nadViews(present ?? []);
  const reader = new DocumentReader();
  const vms = objects
    .filter((object) => isVm(object) && !isMade(object, byId))
    .map((object) => vmView(object, nadId, find, reader));
  const referring = referrers(vms);
  return {
    objects,
    vms,
    nads,
    context: present,
    find,
    nad: (id = '') => nads.get(id) ?? presentNads.get(id),
    referringVms: (id) => referring.get(id) ?? [],
  };
}

function nadViews(objects: readonly ManifestObject[]): ReadonlyMap<string, NadView> {
  const nads = objects.filter(({ kind }) => kind === NAD);
  return new Map(nads.map((object) => [object.id, { ...object, cni: readCni(object.doc), nad: readNad(object.doc) }]));
}

/** The instance that KubeVirt made of a VM which is there too: it is the VM once more. */
function isMade({ kind, doc, namespace }: ManifestObject, byId: ReadonlyMap<string, ManifestObject>): boolean {
  if (kind !== 'VirtualMachineInstance') return false;
  return list(at(doc, 'metadata', 'ownerReferences')).some((owner) =>
    byId.has(objectId(text(at(owner, 'kind')) ?? '', namespace, text(at(owner, 'name')) ?? '')),
  );
}

/** Multus takes a bare name in the VM's own namespace. */
function nadId(namespace: string | undefined, networkName: string): string {
  const slash = networkName.indexOf('/');
  if (slash < 0) return objectId(NAD, namespace, networkName);
  return objectId(NAD, networkName.slice(0, slash), networkName.slice(slash + 1));
}

function referrers(vms: readonly VmView[]): ReadonlyMap<string, readonly VmView[]> {
  const found = new Map<string, VmView[]>();
  for (const vm of vms) {
    for (const id of references(vm)) {
      const known = found.get(id);
      if (known === undefined) found.set(id, [vm]);
      else known.push(vm);
    }
  }
  return found;
}

/** Ids of the objects that a VM names: NADs, Secrets, DataVolumes. */
function references(vm: VmView): Set<string> {
  const secret = (name: unknown) => objectId('Secret', vm.namespace, text(name) ?? '');
  return new Set([
    ...vm.networks.flatMap(({ nadId: id }) => (id === undefined ? [] : [id])),
    ...vm.volumes.flatMap(({ value }) => [
      ...CLOUD_INIT.flatMap((key) => [
        secret(at(value, key, 'secretRef', 'name')),
        secret(at(value, key, 'networkDataSecretRef', 'name')),
      ]),
      objectId('DataVolume', vm.namespace, text(at(value, 'dataVolume', 'name')) ?? ''),
    ]),
    ...list(vm.spec.accessCredentials).flatMap((item) => [
      secret(at(item, 'sshPublicKey', 'source', 'secret', 'secretName')),
      secret(at(item, 'userPassword', 'source', 'secret', 'secretName')),
    ]),
  ]);
}
