import type { Ethernet, Fault, Network, PodNetwork, Route } from '../model';
import { compact, type Family, familyOf, hostAt, readCidr, unlessEmpty } from '../values';

/** KubeVirt's own networks between it and the guest: https://kubevirt.io/user-guide/network/interfaces_and_networks/#masquerade */
const INNER = { 4: '10.0.2.0/24', 6: 'fd10:0:2::/120' } as const;

/** Lower than the metrics that the guests' network managers give to DHCP routes. */
const METRIC = 50;

const FAMILIES: readonly Family[] = [4, 6];

interface Guest {
  readonly ethernets: readonly Ethernet[];
  readonly faults: readonly Fault[];
}

/** Which NIC has the default route of a family: a network, the pod NIC, or none. */
type Holders = Record<Family, Network | 'pod' | undefined>;

/** What the guest is told of all its NICs, in their order. `pod` is undefined where the VM has no pod NIC. */
export function resolveGuest(networks: readonly Network[], pod: PodNetwork | undefined): Guest {
  const faults: Fault[] = [];
  const holders: Holders = { 4: holder(4, networks, pod, faults), 6: holder(6, networks, pod, faults) };
  const named = networks.some((network) => (network.ip?.dnsServers ?? []).length > 0);
  return {
    ethernets: [
      ...(pod ? [podEthernet(pod, holders, named)] : []),
      ...networks.map((network) => ethernet(network, holders)),
    ],
    faults,
  };
}

function holder(
  family: Family,
  networks: readonly Network[],
  pod: PodNetwork | undefined,
  faults: Fault[],
): Network | 'pod' | undefined {
  const withGateway = networks.filter((network) => gatewayOf(network, family) !== undefined);
  const primary = networks.find((network) => network.primary);
  if (primary !== undefined) {
    faults.push(
      ...withGateway.filter((network) => network !== primary).map((network) => besidePrimary(network, primary, family)),
    );
    return primary;
  }
  const [first, second] = withGateway;
  if (second !== undefined) faults.push(twoGateways(withGateway, family));
  return first ?? (pod ? 'pod' : onlyDhcp(networks, family, faults));
}

/** Without a pod NIC the one DHCP network is nobody's second; of two, nobody knows which. */
function onlyDhcp(networks: readonly Network[], family: Family, faults: Fault[]): Network | undefined {
  if (family === 6) return undefined;
  const dhcp = networks.filter((network) => network.ip?.mode === 'dhcp');
  if (dhcp.length <= 1) return dhcp[0];
  faults.push({
    rule: 'no-default-route',
    field: 'networks',
    message: `no NIC has the default route: ${names(dhcp)} are all on DHCP, and there is no pod NIC`,
    fix: 'set primary: true on the network with the default route',
  });
  return undefined;
}

function podEthernet(pod: PodNetwork, holders: Holders, othersNameServers: boolean): Ethernet {
  const source = pod.nic.source.kind === 'pod' ? pod.nic.source : undefined;
  const inner = { 4: readCidr(source?.vmNetworkCidr ?? INNER[4]), 6: readCidr(source?.vmIpv6NetworkCidr ?? INNER[6]) };
  const router = (family: Family) => (inner[family] ? hostAt(inner[family], 1) : '');
  const secondary = holders[4] !== 'pod';
  const clusterRoutes = pod.clusterCidrs
    .filter((cidr) => holders[familyOf(cidr)] !== 'pod')
    .map((to) => ({ to, via: router(familyOf(to)) }));
  const addresses = pod.ipv6 && inner[6] ? [`${hostAt(inner[6], 2)}/${inner[6].prefix}`] : [];
  return compact({
    id: pod.nic.name,
    macAddress: pod.nic.macAddress,
    dhcp4: true,
    useRoutes: secondary ? false : undefined,
    useDns: secondary && othersNameServers ? false : undefined,
    addresses: unlessEmpty(addresses),
    routes: unlessEmpty([
      ...clusterRoutes,
      ...(pod.ipv6 && holders[6] === 'pod' ? [{ to: '::/0', via: router(6) }] : []),
    ]),
  });
}

function ethernet(network: Network, holders: Holders): Ethernet {
  const { ip, mtu } = network;
  const base = { id: network.name, macAddress: network.nic.macAddress, setName: network.setName, mtu };
  if (ip === undefined) return compact({ ...base, dhcp4: false, optional: true as const });
  const servers = {
    nameservers: unlessEmpty([...ip.dnsServers]),
    search: unlessEmpty([...ip.searchDomains]),
  };
  const holds = holders[4] === network;
  if (ip.mode === 'static' && !ip.byCni) {
    return compact({
      ...base,
      ...servers,
      addresses: byFamily(ip.addresses),
      routes: unlessEmpty([...ip.routes, ...defaultRoutes(network, holders)]),
    });
  }
  return compact({
    ...base,
    ...servers,
    dhcp4: true,
    // A server that does not answer would hold the guest's boot up.
    optional: holds || ip.byCni ? undefined : (true as const),
    useRoutes: holds ? undefined : (false as const),
    // The cluster's servers are what KubeVirt's own DHCP hands out.
    useDns: !holds || (ip.byCni && ip.dnsServers.length > 0) ? (false as const) : undefined,
    routes: unlessEmpty([...ip.routes]),
  });
}

/** IPv4 first: cloud-init takes the metric for the first address's family, and fails on NetworkManager for the other. */
function byFamily(addresses: readonly string[]): readonly string[] {
  return FAMILIES.flatMap((family) => addresses.filter((address) => familyOf(address) === family));
}

function defaultRoutes(network: Network, holders: Holders): Route[] {
  return FAMILIES.flatMap((family) => {
    const via = holders[family] === network ? gatewayOf(network, family) : undefined;
    if (via === undefined) return [];
    // The word `default` and a metric on ::/0 break renderers of cloud-init.
    return [family === 4 ? { to: '0.0.0.0/0', via, metric: METRIC } : { to: '::/0', via }];
  });
}

function gatewayOf(network: Network, family: Family): string | undefined {
  return network.ip?.gateways.find((gateway) => familyOf(gateway) === family);
}

function besidePrimary(network: Network, primary: Network, family: Family): Fault {
  return {
    rule: 'gateway-beside-primary',
    field: `${network.field}.ipConfig.gateway`,
    message: `the IPv${family} gateway of "${network.name}" makes no route: "${primary.name}" is primary`,
    fix: `take the gateway away, or primary off "${primary.name}"`,
  };
}

function twoGateways(networks: readonly Network[], family: Family): Fault {
  return {
    rule: 'two-default-routes',
    field: `${networks[1]?.field}.ipConfig.gateway`,
    message: `the networks ${names(networks)} all have an IPv${family} gateway, and a guest has one default route`,
    fix: 'set primary: true on the network with the default route, or take the gateway off the others',
  };
}

function names(networks: readonly Network[]): string {
  return networks.map((network) => `"${network.name}"`).join(' and ');
}
