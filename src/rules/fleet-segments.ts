import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { type Cidr, contains, overlap, readAddress, readCidr, subnetOf } from '../values';
import type { Found, Rule } from './rule';
import { byId, groupBy, type WiredNic, wiredNics } from './segment';

const severity = FindingSeverity.WARNING;

/** VMs that share a segment and do not agree on what it is. */
export const fleetSegments: readonly Rule[] = [
  { id: 'subnet-overlap', family: 'fleet', check: subnetOverlap },
  { id: 'gateway-conflict', family: 'fleet', check: gatewayConflict },
  { id: 'vlan-conflict', family: 'fleet', check: vlanConflict },
];

interface Placed extends WiredNic {
  readonly cidr: Cidr;
  readonly subnet: Cidr;
  readonly gateway?: string;
}

const remembered = new WeakMap<Manifests, readonly Placed[]>();

/** Every static address with its subnet and router, in an order that does not depend on that of the files. */
function placed(set: Manifests): readonly Placed[] {
  const known = remembered.get(set);
  if (known !== undefined) return known;
  const all = wiredNics(set).flatMap((wired) => {
    const { ethernet } = wired;
    const routers = (ethernet?.routes ?? []).filter(({ to }) => ['default', '0.0.0.0/0', '::/0'].includes(to));
    return (ethernet?.addresses ?? []).flatMap((address): Placed[] => {
      const cidr = readCidr(address);
      if (cidr === undefined) return [];
      const router = routers.map(({ via }) => readAddress(via)).find((via) => via !== undefined && contains(cidr, via));
      return [{ ...wired, cidr, subnet: subnetOf(cidr), gateway: router }];
    });
  });
  const sorted = byId(all, ({ vm, nic, cidr }) => `${vm.id} ${nic.name} ${cidr.text}`);
  remembered.set(set, sorted);
  return sorted;
}

/** Sorted by their first address, networks that overlap stand within each other: the widest one comes first. */
function* subnetOverlap(set: Manifests): Iterable<Found> {
  const routed = placed(set).filter(({ subnet }) => subnet.prefix < (subnet.family === 4 ? 31 : 127));
  for (const group of groupBy(routed, ({ segment, subnet }) => `${subnet.family} ${segment}`)) {
    const subnets = groupBy(group, ({ subnet }) => subnet.text).flatMap(([first]) => first ?? []);
    const sorted = [...subnets].sort((one, other) => one.subnet.prefix - other.subnet.prefix || order(one, other));
    const wide = new Map<number, Map<string, Placed>>();
    for (const nic of sorted) {
      const outer = [...wide].flatMap(([prefix, known]) => known.get(networkAt(nic.cidr, prefix)) ?? [])[0];
      if (outer !== undefined && outer.vm.id !== nic.vm.id && overlap(outer.subnet, nic.subnet))
        yield overlapping(nic, outer);
      const known = wide.get(nic.subnet.prefix) ?? new Map<string, Placed>();
      wide.set(nic.subnet.prefix, known.set(nic.subnet.address, nic));
    }
  }
}

function order(one: Placed, other: Placed): number {
  return one.subnet.text < other.subnet.text ? -1 : 1;
}

function networkAt(cidr: Cidr, prefix: number): string {
  return subnetOf({ ...cidr, prefix, text: `${cidr.address}/${prefix}` }).address;
}

function overlapping(nic: Placed, outer: Placed): Found {
  return {
    severity,
    object: nic.vm,
    field: nic.nic.field,
    message: `"${nic.nic.name}" is in ${nic.subnet.text}, and "${outer.nic.name}" of ${outer.vm.id} on the same segment in ${outer.subnet.text}`,
    fix: 'give both the same prefix, or networks that do not overlap',
    related: [outer.vm],
  };
}

function* gatewayConflict(set: Manifests): Iterable<Found> {
  const routed = placed(set).filter(({ gateway }) => gateway !== undefined);
  for (const [first, ...others] of groupBy(routed, ({ segment, subnet }) => `${subnet.text} ${segment}`)) {
    for (const other of others) {
      if (first === undefined || other.gateway === first.gateway || other.vm.id === first.vm.id) continue;
      yield {
        severity,
        object: other.vm,
        field: other.nic.field,
        message: `"${other.nic.name}" has the gateway ${other.gateway}, and "${first.nic.name}" of ${first.vm.id} on the same segment ${first.gateway}`,
        fix: 'name the same gateway, or acknowledge this where the network has two routers',
        related: [first.vm],
      };
    }
  }
}

/** One router's address on two VLANs of one bridge: one of them is not where it is. */
function* vlanConflict(set: Manifests): Iterable<Found> {
  const routed = placed(set).filter(
    ({ gateway, nad }) => gateway !== undefined && nad?.nad?.wire.bridgeName !== undefined,
  );
  const bridge = ({ nad }: Placed) => `${nad?.nad?.wire.type} ${nad?.nad?.wire.bridgeName}`;
  for (const [first, ...others] of groupBy(routed, (nic) => `${nic.gateway} ${nic.subnet.text} ${bridge(nic)}`)) {
    const seen = new Set([first?.segment]);
    for (const other of others) {
      if (first === undefined || seen.has(other.segment) || other.nad === undefined || first.nad === undefined)
        continue;
      seen.add(other.segment);
      yield {
        severity,
        object: other.vm,
        field: other.nic.field,
        message: `the gateway ${other.gateway} of "${other.nic.name}" is on ${wire(other)}, and for "${first.nic.name}" of ${first.vm.id} on ${wire(first)}`,
        fix: 'attach both to the NAD of one VLAN',
        related: [first.vm, other.nad, first.nad],
      };
    }
  }
}

function wire({ nad }: Placed): string {
  const { bridgeName, vlanId } = nad?.nad?.wire ?? {};
  return vlanId === undefined ? `"${bridgeName}" without a VLAN` : `VLAN ${vlanId} of "${bridgeName}"`;
}
