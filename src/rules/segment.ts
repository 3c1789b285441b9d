import type { InterfaceView, Manifests, NetworkView, VmView } from '../manifest';
import { networkKinds } from '../networks';

/** A NIC with the network that it is on. */
export interface WiredNic {
  readonly vm: VmView;
  readonly nic: InterfaceView;
  readonly network: NetworkView;
  /** Two NICs with the same text reach each other on layer 2. */
  readonly segment: string;
  /** An address that the NAD itself hands out. */
  readonly ipam?: string;
}

/** Every NIC of every VM whose network is there too. */
export function wiredNics({ vms, nads }: Manifests): readonly WiredNic[] {
  return vms.flatMap((vm) => {
    const networks = new Map(vm.networks.map((network) => [network.name, network]));
    return vm.interfaces.flatMap((nic): WiredNic[] => {
      const network = networks.get(nic.name);
      if (network === undefined) return [];
      const wire = network.nadId === undefined ? undefined : nads.get(network.nadId)?.nad?.wire;
      // A pod NIC is alone behind its masquerade.
      const segment = wire ? networkKinds[wire.type].segment(wire) : (network.nadId ?? `pod ${vm.id}`);
      return [{ vm, nic, network, segment, ipam: wire?.ipam?.address }];
    });
  });
}

/** Groups of items with the same key, in the order of the keys, so that the order of files does not matter. */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
