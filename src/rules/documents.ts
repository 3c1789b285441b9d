import type { NetConfig, UserConfig } from '../cloud-init';
import type { DocumentView, Manifests, VmView } from '../manifest';

/** User data, with the first VM that has them. */
export interface UserDocument {
  readonly vm: VmView;
  readonly document: DocumentView;
  readonly user: UserConfig;
}

/** Network data, with the first VM that has them. */
export interface NetworkDocument {
  readonly vm: VmView;
  readonly document: DocumentView;
  readonly config: NetConfig;
}

const users = new WeakMap<Manifests, readonly UserDocument[]>();
const networks = new WeakMap<Manifests, readonly NetworkDocument[]>();

/** The user data of the VMs, each document once. */
export function userDocuments(set: Manifests): readonly UserDocument[] {
  const known = users.get(set);
  if (known !== undefined) return known;
  const seen = new Set<string>();
  const found = set.vms.flatMap((vm): UserDocument[] => {
    const [document, user] = [vm.userData, vm.userConfig()];
    return document !== undefined && user !== undefined && first(seen, document) ? [{ vm, document, user }] : [];
  });
  users.set(set, found);
  return found;
}

/** The network data of the VMs, each document once. */
export function networkDocuments(set: Manifests): readonly NetworkDocument[] {
  const known = networks.get(set);
  if (known !== undefined) return known;
  const seen = new Set<string>();
  const found = set.vms.flatMap((vm): NetworkDocument[] => {
    const [document, config] = [vm.networkData, vm.netConfig()];
    return document !== undefined && config !== undefined && first(seen, document) ? [{ vm, document, config }] : [];
  });
  networks.set(set, found);
  return found;
}

function first(seen: Set<string>, { object, field }: DocumentView): boolean {
  const place = `${object.place} ${object.id} ${field}`;
  if (seen.has(place)) return false;
  seen.add(place);
  return true;
}
