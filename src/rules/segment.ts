import type { NetEthernet } from '../cloud-init';
import type { InterfaceView, Manifests, NadView, NetworkView, VmView } from '../manifest';
import { networkKinds } from '../networks';
import { text } from '../values';

/** A NIC with the network that it is on. */
export interface WiredNic {
  readonly vm: VmView;
  readonly nic: InterfaceView;
  readonly network: NetworkView;
  /** The NAD, where it is known. */
  readonly nad?: NadView;
  /** Two NICs with the same text reach each other on layer 2. */
  readonly segment: string;
  /** An address that the NAD itself hands out. */
  readonly ipam?: string;
  /** What the guest is told of it. */
  readonly ethernet?: NetEthernet;
}

const remembered = new WeakMap<Manifests, readonly WiredNic[]>();

/** Every NIC of every VM whose network is there too. */
export function wiredNics(set: Manifests): readonly WiredNic[] {
  const known = remembered.get(set);
  if (known !== undefined) return known;
  const nics = byId(set.vms, ({ id }) => id).flatMap((vm) => wiredNicsOf(set, vm));
  remembered.set(set, nics);
  return nics;
}

function wiredNicsOf(set: Manifests, vm: VmView): readonly WiredNic[] {
  const networks = new Map(vm.networks.map((network) => [network.name, network]));
  const ethernets = vm.ethernets();
  const byMac = new Map(ethernets.map((ethernet) => [ethernet.macAddress, ethernet]));
  const inOrder = pairedByName(vm);
  return vm.interfaces.flatMap((nic, place): WiredNic[] => {
    const network = networks.get(nic.name);
    if (network === undefined) return [];
    const nad = set.nad(network.nadId);
    const mac = nic.macAddress;
    const ethernet = (mac === undefined ? undefined : byMac.get(mac)) ?? inOrder[place];
    return [
      { vm, nic, network, nad, segment: segmentOf(vm, network, nad), ipam: nad?.nad?.wire.ipam?.address, ethernet },
    ];
  });
}

/**
 * As many entries as NICs, none of them by MAC: names of a kernel follow the list in all but rare cases, so that enp1s0 and eth0
 * are the first. That they need not is a finding of its own.
 */
function pairedByName(vm: VmView): readonly NetEthernet[] {
  const ethernets = vm.ethernets();
  if (ethernets.length !== vm.interfaces.length || ethernets.some(({ macAddress }) => macAddress !== '')) return [];
  if (ethernets.length < 2) return ethernets;
  const names = ethernets.map(({ deviceName = '' }) => /^([a-z]+)(\d+)(?:s\d+)?$/.exec(deviceName));
  // Names of two kinds have no order.
  if (names.some((name) => name === null || name[1] !== names[0]?.[1])) return [];
  const numberOf = ({ deviceName = '' }: NetEthernet) => Number(/\d+/.exec(deviceName)?.[0]);
  return [...ethernets].sort((one, other) => numberOf(one) - numberOf(other));
}

function segmentOf(vm: VmView, network: NetworkView, nad: NadView | undefined): string {
  const wire = nad?.nad?.wire;
  // Without a bridge there is no telling which.
  if (wire !== undefined && 'bridgeName' in wire) return networkKinds[wire.type].segment(wire);
  if (wire !== undefined && (wire.master ?? wire.resourceName) !== undefined)
    return networkKinds[wire.type].segment(wire);
  // NADs of one name are one network to OVN-Kubernetes, in any namespace.
  const logical = nad?.cni?.type === 'ovn-k8s-cni-overlay' ? text(nad.cni.name) : undefined;
  if (logical !== undefined) return `ovn ${logical}`;
  // A pod NIC is alone behind its masquerade.
  return network.nadId ?? `pod ${vm.place} ${vm.id}`;
}

/** The NADs of the set that a VM is on: pods use NADs otherwise. */
export function attachedNads({ nads, referringVms }: Manifests): readonly NadView[] {
  return [...nads.values()].filter(({ id }) => referringVms(id).length > 0);
}

/** The plugin's name, without the cluster-network-addons operator's beginning. */
export function pluginOf({ cni }: NadView): string | undefined {
  return text(cni?.type)?.replace(/^cnv-/, '');
}

/** Groups of items with the same key, in the order in which their first ones come. */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** In an order that does not depend on that of the files. */
export function byId<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const keyed = items.map((item) => ({ item, place: key(item) }));
  return keyed
    .sort((one, other) => (one.place < other.place ? -1 : one.place > other.place ? 1 : 0))
    .map(({ item }) => item);
}
