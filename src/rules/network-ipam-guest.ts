import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { at, type Cidr, contains, list, readCidr, text, texts } from '../values';
import type { Found, Rule } from './rule';
import { type WiredNic, wiredNics } from './segment';

const severity = FindingSeverity.WARNING;

/** The guest's own address beside what the NAD says. */
export const networkIpamGuest: readonly Rule[] = [
  { id: 'ipam-beside-guest-address', family: 'network', check: ipamBesideGuestAddress },
  { id: 'address-outside-nad', family: 'network', check: addressOutsideNad },
];

/** Types whose address KubeVirt's DHCP server hands to the guest. */
const PER_POD = ['static', 'host-local', 'whereabouts', 'dhcp'];

function* ipamBesideGuestAddress(set: Manifests): Iterable<Found> {
  for (const wired of wiredNics(set)) {
    const type = text(at(wired.nad?.cni, 'ipam', 'type')) ?? '';
    const address = addressesOf(wired)[0];
    const given = type === 'static' ? staticAddresses(wired.nad) : [];
    if (!PER_POD.includes(type) || wired.nad === undefined || address === undefined || given.includes(address.address))
      continue;
    yield {
      severity,
      object: wired.vm,
      field: wired.nic.field,
      message: `the guest has ${address.text} on "${wired.nic.name}", and IPAM ${type} of the NAD "${wired.nad.name}" takes another address for it`,
      fix: 'take ipam out of the NAD, or let the guest use DHCP there',
      related: [wired.nad],
    };
  }
}

function staticAddresses(nad: NadView | undefined): readonly (string | undefined)[] {
  return list(at(nad?.cni, 'ipam', 'addresses')).map((item) => readCidr(at(item, 'address'))?.address);
}

function* addressOutsideNad(set: Manifests): Iterable<Found> {
  for (const wired of wiredNics(set)) {
    const subnets = subnetsOf(wired.nad);
    if (wired.nad === undefined || subnets.length === 0) continue;
    const stray = addressesOf(wired).find(
      ({ address, family }) =>
        subnets.some((subnet) => subnet.family === family) && !subnets.some((subnet) => contains(subnet, address)),
    );
    if (stray === undefined) continue;
    yield {
      severity,
      object: wired.vm,
      field: wired.nic.field,
      message: `the guest has ${stray.text} on "${wired.nic.name}", outside ${subnets.map((subnet) => subnet.text).join(' and ')} of the NAD "${wired.nad.name}"`,
      fix: 'give it an address inside, or attach another NAD',
      related: [wired.nad],
    };
  }
}

/** The subnets that a NAD names, whoever hands out their addresses. */
function subnetsOf(nad: NadView | undefined): readonly Cidr[] {
  const ipam = at(nad?.cni, 'ipam');
  const ranges = list(at(ipam, 'ranges')).flatMap((item) => list(item).map((range) => at(range, 'subnet')));
  const ovn = text(nad?.cni?.subnets)?.split(',') ?? [];
  const found = [at(ipam, 'subnet'), at(ipam, 'range'), ...ranges, ...ovn];
  const fixed = list(at(ipam, 'addresses')).map((item) => at(item, 'address'));
  return [...found, ...(at(ipam, 'type') === 'static' ? fixed : [])].flatMap(
    (item) => readCidr(text(item)?.trim()) ?? [],
  );
}

function addressesOf({ ethernet }: WiredNic): readonly Cidr[] {
  return texts(ethernet?.addresses).flatMap((item) => readCidr(item) ?? []);
}
