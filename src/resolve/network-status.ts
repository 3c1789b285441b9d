import type { Network, NetworkStatus } from '../model';
import { compact, unlessEmpty } from '../values';
import type { Identity } from './identity';

/** What is known of a network before the cluster has seen it. */
export function resolveNetworkStatus({ name, nadName, nadNamespace, nic, ip }: Network, vm: Identity): NetworkStatus {
  const elsewhere = nadNamespace !== undefined && nadNamespace !== vm.namespace;
  const addresses = (ip?.addresses ?? []).map((cidr) => cidr.replace(/\/\d+$/, ''));
  return compact({
    name,
    nadName: elsewhere ? `${nadNamespace}/${nadName}` : nadName,
    macAddress: nic.macAddress,
    ipAddress: addresses[0],
    ipAddresses: unlessEmpty(addresses),
  });
}
