import type { Nad } from '../model';
import { at, type Data, list, text } from '../values';
import { readCni, readNad } from './nad';
import { type Document, type ManifestObject, manifestObject, objectId } from './object';
import { CLOUD_INIT, type VmView, vmView } from './vm-view';

/** A NetworkAttachmentDefinition as rules look at it. */
export interface NadView extends ManifestObject {
  /** The CNI config, if its text is JSON. */
  readonly cni?: Data;
  /** What it says, if it is of a type that we know. */
  readonly nad?: Nad;
}

/** A set of documents, indexed once: what every rule looks at. */
export interface Manifests {
  readonly objects: readonly ManifestObject[];
  readonly vms: readonly VmView[];
  readonly nads: ReadonlyMap<string, NadView>;
  /** The VMs that refer to an object, by the object's id. */
  referringVms(id: string): readonly VmView[];
  find(kind: string, namespace: string | undefined, name: string): ManifestObject | undefined;
}

const NAD = 'NetworkAttachmentDefinition';

export function manifests(documents: readonly Document[]): Manifests {
  const objects = documents.map(manifestObject);
  const byId = new Map(objects.map((object) => [object.id, object]));
  const find: Manifests['find'] = (kind, namespace, name) => byId.get(objectId(kind, namespace, name));
  const nads = new Map(objects.filter(({ kind }) => kind === NAD).map((object) => [object.id, nadView(object)]));
  const vms = objects.filter(({ kind }) => kind === 'VirtualMachine').map((object) => vmView(object, nadId, find));
  const referring = referrers(vms);
  return { objects, vms, nads, find, referringVms: (id) => referring.get(id) ?? [] };
}

/** Multus takes a bare name in the VM's own namespace. */
function nadId(namespace: string | undefined, networkName: string): string {
  const slash = networkName.indexOf('/');
  if (slash < 0) return objectId(NAD, namespace, networkName);
  return objectId(NAD, networkName.slice(0, slash), networkName.slice(slash + 1));
}

function nadView(object: ManifestObject): NadView {
  return { ...object, cni: readCni(object.doc), nad: readNad(object.doc) };
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
