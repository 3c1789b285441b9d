import {
  type Ip,
  IpAssignedBy,
  type IpConfig,
  IpMode,
  type Network,
  NetworkType,
  type Route,
  type RouteConfig,
} from '../model';
import {
  bareAddress,
  type Cidr,
  compact,
  contains,
  familyOf,
  gateway,
  hostCidr,
  invalid,
  isLinkLocal,
  member,
  networkCidr,
  subnetOf,
  wholeBetween,
} from '../values';

/** `ownNad`: the NAD is made with the VM, so that its `ipam` can be ours. */
export function resolveIp(at: string, config: IpConfig, type: NetworkType, ownNad: boolean): Ip {
  member(`${at}mode`, config.mode, IpMode);
  if (config.mode === IpMode.DHCP) refuseAddresses(at, config);
  const own = config.mode === IpMode.STATIC ? addresses(at, config) : [];
  const ip: Ip = {
    mode: config.mode,
    byCni: false,
    addresses: own.map((cidr) => cidr.text),
    gateways: gateways(at, config, own),
    dnsServers: (config.dnsServers ?? []).map((server, i) => bareAddress(`${at}dnsServers[${i}]`, server)),
    searchDomains: (config.searchDomains ?? []).map((domain, i) => searchDomain(`${at}searchDomains[${i}]`, domain)),
    routes: (config.routes ?? []).map((route, i) => resolveRoute(`${at}routes[${i}].`, route, own)),
  };
  if (config.assignedBy === undefined) return ip;
  member(`${at}assignedBy`, config.assignedBy, IpAssignedBy);
  return config.assignedBy === IpAssignedBy.CNI ? assignedByCni(at, ip, type, ownNad) : ip;
}

export function hasIpv6(ip: Ip | undefined): boolean {
  return (ip?.addresses ?? []).some((address) => familyOf(address) === 6);
}

/** The address of a network whose own NAD hands it out. */
export function ipamOf({ ip, nad }: Pick<Network, 'ip' | 'nad'>): { address: string; gateway?: string } | undefined {
  const [address] = ip?.addresses ?? [];
  if (!ip?.byCni || nad === undefined || address === undefined) return undefined;
  return compact({ address, gateway: ip.gateways[0] });
}

function addresses(at: string, config: IpConfig): readonly Cidr[] {
  if (config.address === undefined) {
    throw invalid(`${at}address`, undefined, 'give the address of a STATIC NIC, such as 192.168.100.10/24');
  }
  const fields = [`${at}address`, ...(config.addresses ?? []).map((_, i) => `${at}addresses[${i}]`)];
  const own: Cidr[] = [];
  [config.address, ...(config.addresses ?? [])].forEach((text, i) => {
    const cidr = hostCidr(fields[i] ?? at, text);
    if (own.some((other) => other.address === cidr.address)) {
      throw invalid(fields[i] ?? at, text, 'take it away: the NIC has this address already');
    }
    own.push(cidr);
  });
  return own;
}

function refuseAddresses(at: string, config: IpConfig): void {
  for (const key of ['address', 'addresses', 'gateway', 'gateways'] as const) {
    if (config[key] === undefined) continue;
    throw invalid(`${at}${key}`, config[key], 'take it away, as DHCP gives it, or use mode STATIC');
  }
}

function gateways(at: string, config: IpConfig, own: readonly Cidr[]): readonly string[] {
  const given = [
    ...(config.gateway === undefined ? [] : [{ field: `${at}gateway`, text: config.gateway }]),
    ...(config.gateways ?? []).map((text, i) => ({ field: `${at}gateways[${i}]`, text })),
  ];
  const found: string[] = [];
  for (const { field, text } of given) {
    const address = gateway(field, text, own);
    if (found.some((other) => familyOf(other) === familyOf(address))) {
      throw invalid(field, text, `keep one IPv${familyOf(address)} gateway of this NIC`);
    }
    found.push(address);
  }
  return found;
}

function resolveRoute(at: string, route: RouteConfig, own: readonly Cidr[]): Route {
  const isDefault = /\/0$/.test(route.to) || (route.to as string) === 'default';
  if (isDefault) throw invalid(`${at}to`, route.to, 'write the default route as gateway');
  const to = networkCidr(`${at}to`, route.to);
  const via = bareAddress(`${at}via`, route.via);
  if (familyOf(via) !== to.family)
    throw invalid(`${at}via`, route.via, `use an IPv${to.family} address, as ${to.text} is`);
  const reachable = isLinkLocal(via) || own.some((cidr) => contains(cidr, via));
  if (own.length > 0 && !reachable) {
    const subnets = own.filter((cidr) => cidr.family === to.family).map((cidr) => subnetOf(cidr).text);
    const fix =
      subnets.length > 0 ? `use a router inside ${subnets.join(' or ')}` : `give the NIC an IPv${to.family} address`;
    throw invalid(`${at}via`, route.via, fix);
  }
  if (own.some((cidr) => cidr.address === via)) {
    throw invalid(`${at}via`, route.via, "use the router's address: this is the NIC's own");
  }
  const metric = route.metric === undefined ? undefined : wholeBetween(`${at}metric`, route.metric, 0, 4294967295);
  return compact({ to: to.text, via, metric });
}

function searchDomain(field: string, domain: string): string {
  const label = '[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?';
  const fits =
    typeof domain === 'string' && domain.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(domain);
  if (fits) return domain;
  throw invalid(field, domain, 'use a domain name such as lab.example.org');
}

/** KubeVirt's DHCP server hands on one IPv4 address of the pod's interface, and a VF has no interface in the pod. */
function assignedByCni(at: string, ip: Ip, type: NetworkType, ownNad: boolean): Ip {
  const field = `${at}assignedBy`;
  if (!ownNad) throw invalid(field, 'cni', 'use GUEST: the config of an existing or shared NAD is not made here');
  if (ip.mode !== 'static') throw invalid(field, 'cni', "use GUEST: with DHCP the network's own server answers");
  if (type === NetworkType.SRIOV)
    throw invalid(field, 'cni', 'use GUEST: the pod has no interface of an SR-IOV device');
  if (ip.addresses.length > 1 || hasIpv6(ip)) {
    throw invalid(field, 'cni', 'use GUEST, or one IPv4 address: KubeVirt hands no other on');
  }
  return { ...ip, byCni: true };
}
