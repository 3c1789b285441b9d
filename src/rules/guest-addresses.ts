import type { NetEthernet } from '../cloud-init';
import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { type Cidr, contains, familyOf, isLinkLocal, readAddress, readCidr, subnetEnd, subnetOf } from '../values';
import { networkDocuments } from './documents';
import type { Found, Rule } from './rule';

const { ERROR, WARNING } = FindingSeverity;

/** Addresses and routers of a NIC as the guest is told of them. */
export const guestAddresses: readonly Rule[] = [
  { id: 'address-not-host', family: 'guest', check: (set) => each(set, ERROR, addressNotHost) },
  { id: 'gateway-unusable', family: 'guest', check: (set) => each(set, ERROR, gatewayUnusable) },
  { id: 'gateway-beside-route', family: 'guest', check: (set) => each(set, WARNING, gatewayBesideRoute) },
];

type Fault = readonly [message: string, fix: string];

function* each(
  set: Manifests,
  severity: FindingSeverity,
  faults: (ethernet: NetEthernet, cidrs: readonly Cidr[]) => Iterable<Fault>,
): Iterable<Found> {
  for (const { vm, document, config } of networkDocuments(set)) {
    for (const ethernet of config.ethernets) {
      for (const [message, fix] of faults(ethernet, cidrsOf(ethernet))) {
        yield { severity, object: document.object, field: document.field, message, fix, related: [vm] };
      }
    }
  }
}

const remembered = new WeakMap<NetEthernet, readonly Cidr[]>();

function cidrsOf(ethernet: NetEthernet): readonly Cidr[] {
  const known = remembered.get(ethernet);
  if (known !== undefined) return known;
  const cidrs = (ethernet.addresses ?? []).flatMap((address) => readCidr(address) ?? []);
  remembered.set(ethernet, cidrs);
  return cidrs;
}

function* addressNotHost({ id }: NetEthernet, cidrs: readonly Cidr[]): Iterable<Fault> {
  for (const cidr of cidrs) {
    const end = subnetEnd(cidr);
    // Of IPv6 the first address is the routers' anycast address: odd, and possible.
    if (end === undefined || cidr.family === 6) continue;
    const what = end === 'subnet' ? 'names the subnet' : 'is the broadcast address of the subnet';
    yield [`the address ${cidr.text} of "${id}" ${what}`, `use another address of ${subnetOf(cidr).text}`];
  }
}

function* gatewayUnusable(ethernet: NetEthernet, cidrs: readonly Cidr[]): Iterable<Fault> {
  if (ethernet.dhcp || ethernet.onLink) return;
  for (const { via } of ethernet.routes ?? []) {
    const address = readAddress(via);
    const near = cidrs.filter(({ family }) => address !== undefined && family === familyOf(address));
    if (address === undefined || near.length === 0 || isLinkLocal(address)) continue;
    if (near.some((cidr) => cidr.address === address)) {
      yield [`the gateway ${address} of "${ethernet.id}" is the NIC's own address`, "use the router's address"];
    } else if (!near.some((cidr) => contains(cidr, address))) {
      const subnets = near.map((cidr) => subnetOf(cidr).text).join(' and ');
      yield [
        `the gateway ${address} of "${ethernet.id}" lies outside ${subnets}`,
        'use a router inside the subnet, or on-link: true',
      ];
    }
  }
}

/** Both say where packets to the rest of the world go. */
function* gatewayBesideRoute({ id, gatewayKeys, routes = [] }: NetEthernet): Iterable<Fault> {
  for (const key of gatewayKeys) {
    const family = key === 'gateway4' ? 4 : 6;
    const twice = routes.filter(({ to, via }) =>
      to === 'default' ? familyOf(via) === family : to === (family === 4 ? '0.0.0.0/0' : '::/0'),
    );
    if (twice.length > 1)
      yield [`"${id}" has ${key} and a default route in routes`, `take ${key} away: it is deprecated`];
  }
}
