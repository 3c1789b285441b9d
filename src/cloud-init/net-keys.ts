import type { NetFault } from './net-schema';

/** Where a key stands in network config v2. */
export type Place = 'document' | 'device' | 'match' | 'nameservers' | 'route';

const words = (text: string) => text.trim().split(/\s+/);

/** The keys that cloud-init and netplan know: https://netplan.readthedocs.io/en/stable/netplan-yaml/ */
const KNOWN: Record<Place, ReadonlySet<string>> = {
  document: new Set(
    words(`version renderer ethernets wifis modems bonds bridges vlans tunnels vrfs dummy-devices virtual-ethernets
      nm-devices openvswitch config`),
  ),
  device: new Set(
    words(`renderer dhcp4 dhcp6 ipv6-mtu ipv6-privacy link-local ignore-carrier critical dhcp-identifier
      dhcp4-overrides dhcp6-overrides ra-overrides accept-ra addresses ipv6-address-generation ipv6-address-token
      gateway4 gateway6 nameservers macaddress mtu optional optional-addresses activation-mode routes routing-policy
      neigh-suppress hairpin port-mac-learning match set-name wakeonlan emit-lldp receive-checksum-offload
      transmit-checksum-offload tcp-segmentation-offload tcp6-segmentation-offload generic-segmentation-offload
      generic-receive-offload large-receive-offload openvswitch auth networkmanager link virtual-function-count
      embedded-switch-mode delay-virtual-functions-rebind infiniband-mode regulatory-domain id interfaces parameters
      use-offload wakeonwlan access-points`),
  ),
  match: new Set(words('macaddress name driver')),
  nameservers: new Set(words('addresses search')),
  route: new Set(
    words(`to via from on-link metric type scope table mtu congestion-window advertised-mss
      advertised-receive-window`),
  ),
};

/** What people write, and what they mean. Such a key does nothing, or makes netplan refuse the whole document. */
const MEANT: Record<Place, Record<string, string>> = {
  document: { ethernet: 'ethernets', nameservers: 'nameservers in a NIC', dns: 'nameservers in a NIC' },
  device: {
    dhcp: 'dhcp4',
    address: 'addresses: […]',
    ip: 'addresses: […]',
    ipv4: 'addresses: […]',
    ipaddress: 'addresses: […]',
    'ip-address': 'addresses: […]',
    netmask: 'a prefix in addresses',
    gateway: 'routes: [{to: 0.0.0.0/0, via: …}]',
    gw: 'routes: [{to: 0.0.0.0/0, via: …}]',
    route: 'routes: […]',
    nameserver: 'nameservers: {addresses: […]}',
    dns: 'nameservers: {addresses: […]}',
    'dns-nameservers': 'nameservers: {addresses: […]}',
    dns_nameservers: 'nameservers: {addresses: […]}',
    dns_search: 'nameservers: {search: […]}',
    mac: 'match: {macaddress: …}',
    mac_address: 'match: {macaddress: …}',
    'mac-address': 'match: {macaddress: …}',
    'match-mac': 'match: {macaddress: …}',
    setname: 'set-name',
    set_name: 'set-name',
    subnets: 'addresses: […], as subnets is of version 1',
  },
  match: { mac: 'macaddress', 'mac-address': 'macaddress', mac_address: 'macaddress', macAddress: 'macaddress' },
  nameservers: { address: 'addresses', nameservers: 'addresses', servers: 'addresses', domain: 'search' },
  route: { gateway: 'via', gw: 'via', destination: 'to', dst: 'to', network: 'to' },
};

export function* wrongKey(path: string, place: Place, key: string): Iterable<NetFault> {
  if (KNOWN[place].has(key)) return;
  const full = path === '' ? key : `${path}.${key}`;
  const meant = Object.hasOwn(MEANT[place], key) ? MEANT[place][key] : undefined;
  const message = `${key} is no key of network config version 2`;
  if (meant !== undefined) yield { kind: 'key', path: full, message, fix: `write ${meant}` };
  else yield { kind: 'unknown-key', path: full, message, fix: 'take it away, or mend its spelling' };
}
