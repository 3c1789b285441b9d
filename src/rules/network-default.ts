import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, text } from '../values';
import type { Found, Rule } from './rule';
import { pluginOf } from './segment';

/** The Multus default network: what the launcher pod has in place of the cluster's own. */
export const networkDefault: readonly Rule[] = [
  { id: 'multus-default-no-address', family: 'network', check: multusDefaultNoAddress },
  { id: 'multus-default-bare-name', family: 'network', check: multusDefaultBareName },
];

/** Plugins that give an address only by `ipam`. */
const NEED_IPAM = ['bridge', 'macvlan', 'ipvlan', 'ovs', 'sriov'];

function* multusDefaultNoAddress(set: Manifests): Iterable<Found> {
  for (const vm of set.vms) {
    for (const { field, nadId } of vm.networks.filter(({ isDefault }) => isDefault)) {
      const nad = set.nad(nadId);
      if (nad === undefined || !NEED_IPAM.includes(pluginOf(nad) ?? '')) continue;
      if (text(at(nad.cni, 'ipam', 'type')) !== undefined) continue;
      yield {
        severity: FindingSeverity.ERROR,
        object: vm,
        field: `${field}.multus.default`,
        message: `the NAD "${nad.name}" gives the launcher pod no address: without one the pod never starts`,
        fix: 'take default: true away: a VM without pod NIC does not need it',
        related: [nad],
      };
    }
  }
}

/** Multus looks a bare default network up in the namespace that it runs in itself. */
function* multusDefaultBareName({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    for (const { field, networkName, isDefault } of vm.networks) {
      if (!isDefault || networkName === undefined || networkName.includes('/')) continue;
      yield {
        severity: FindingSeverity.WARNING,
        object: vm,
        field: `${field}.multus.networkName`,
        message: `Multus looks for the default network "${networkName}" in its own namespace, such as kube-system`,
        fix: `write "${vm.namespace ?? 'namespace'}/${networkName}"`,
      };
    }
  }
}
