import * as ipaddr from 'ipaddr.js';
import { invalid } from './invalid';

export type Family = 4 | 6;

/** An address with the prefix of its subnet. `text` is both, in the one spelling that we write. */
export interface Cidr {
  readonly text: string;
  readonly address: string;
  readonly prefix: number;
  readonly family: Family;
}

/** Returns the address of a host in its subnet, `192.168.100.10/24`. */
export function hostCidr(field: string, value: string): Cidr {
  const cidr = readCidr(value);
  if (cidr === undefined) {
    throw invalid(
      field,
      value,
      'use an address with the prefix of its subnet, such as 192.168.100.10/24 or 2001:db8::10/64',
    );
  }
  if (cidr.prefix === 0) throw invalid(field, value, 'use a prefix from 1 on: /0 is no subnet');
  refuseSpecial(field, value, cidr.address);
  refuseEnds(field, value, cidr.address, cidr);
  return cidr;
}

/** Returns a network, `10.0.0.0/8`: no bits set beyond the prefix. */
export function networkCidr(field: string, value: string): Cidr {
  const cidr = readCidr(value);
  if (cidr === undefined)
    throw invalid(field, value, 'use a network with its prefix, such as 10.0.0.0/8 or 2001:db8::/32');
  const network = subnetOf(cidr);
  if (network.address !== cidr.address)
    throw invalid(field, value, `write the network without host bits, ${network.text}`);
  return cidr;
}

/** Returns a bare address, `192.168.100.1`. */
export function bareAddress(field: string, value: string): string {
  const address = readAddress(value);
  if (address === undefined)
    throw invalid(field, value, 'use an address without prefix, such as 192.168.100.1 or 2001:db8::1');
  refuseSpecial(field, value, address);
  return address;
}

/**
 * Returns the router of a NIC that has these addresses: in one of its subnets, and none of its own addresses.
 * An IPv6 router may be named by its link-local address.
 */
export function gateway(field: string, value: string, own: readonly Cidr[]): string {
  const address = bareAddress(field, value);
  const family = familyOf(address);
  if (own.some((cidr) => cidr.address === address)) {
    throw invalid(field, value, "use the router's address: this is the NIC's own");
  }
  if (isLinkLocal(address) && own.some((cidr) => cidr.family === 6)) return address;
  const subnet = own.find((cidr) => contains(cidr, address));
  if (subnet === undefined) {
    const subnets = own.filter((cidr) => cidr.family === family).map((cidr) => subnetOf(cidr).text);
    throw invalid(
      field,
      value,
      subnets.length > 0
        ? `use an address inside ${subnets.join(' or ')}`
        : `give the NIC an IPv${family} address as well, or take this away`,
    );
  }
  if (subnet.prefix === (family === 4 ? 32 : 128)) {
    throw invalid(field, value, `use a subnet with room for a router: ${subnet.text} is one address`);
  }
  refuseEnds(field, value, address, subnet);
  return address;
}

/** The CIDR that a text spells, or undefined. */
export function readCidr(value: unknown): Cidr | undefined {
  if (typeof value !== 'string') return undefined;
  const [, host, length] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(value) ?? [];
  const address = readAddress(host);
  if (address === undefined) return undefined;
  const [family, prefix] = [familyOf(address), Number(length)];
  return prefix > (family === 4 ? 32 : 128) ? undefined : { text: `${address}/${prefix}`, address, prefix, family };
}

/** The one spelling of an address (IPv6 as RFC 5952 has it), or undefined. */
export function readAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.includes('%')) return undefined;
  if (ipaddr.IPv4.isValidFourPartDecimal(value)) return value;
  return value.includes(':') && ipaddr.IPv6.isValid(value) ? ipaddr.IPv6.parse(value).toRFC5952String() : undefined;
}

export function familyOf(address: string): Family {
  return address.includes(':') ? 6 : 4;
}

/** The network that an address lies in. */
export function subnetOf(cidr: Cidr): Cidr {
  const family = cidr.family === 4 ? ipaddr.IPv4 : ipaddr.IPv6;
  const address = readAddress(family.networkAddressFromCIDR(cidr.text).toString()) ?? cidr.address;
  return { ...cidr, address, text: `${address}/${cidr.prefix}` };
}

export function contains(cidr: Cidr, address: string): boolean {
  return familyOf(address) === cidr.family && ipaddr.parse(address).match(ipaddr.parse(cidr.address), cidr.prefix);
}

/** Whether two networks share an address. */
export function overlap(one: Cidr, other: Cidr): boolean {
  return one.prefix <= other.prefix ? contains(one, other.address) : contains(other, one.address);
}

/** The n-th address of a network, small n: the first one that a host can have is `10.0.2.1` of `10.0.2.0/24`. */
export function hostAt(cidr: Cidr, n: number): string {
  const bytes = ipaddr.parse(subnetOf(cidr).address).toByteArray();
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) + n;
  return readAddress(ipaddr.fromByteArray(bytes).toString()) ?? cidr.address;
}

/** What an address names in place of a host, if it does: its subnet, or all hosts of it. /31 and /127 have neither. */
export function subnetEnd(cidr: Cidr): 'subnet' | 'broadcast' | undefined {
  if (cidr.prefix >= (cidr.family === 4 ? 31 : 127)) return undefined;
  if (cidr.address === subnetOf(cidr).address) return 'subnet';
  const last = cidr.family === 4 ? ipaddr.IPv4.broadcastAddressFromCIDR(cidr.text).toString() : undefined;
  return cidr.address === last ? 'broadcast' : undefined;
}

export function isLinkLocal(address: string): boolean {
  return familyOf(address) === 6 && ipaddr.parse(address).range() === 'linkLocal';
}

function refuseSpecial(field: string, value: string, address: string): void {
  const range = ipaddr.parse(address).range();
  if (range === 'unspecified' || range === 'multicast' || range === 'broadcast') {
    throw invalid(field, value, `use the address of one host: this one is ${range}`);
  }
}

/** The first address of a subnet names the subnet, the last one of an IPv4 subnet all hosts; /31 and /127 have neither. */
function refuseEnds(field: string, value: string, address: string, cidr: Cidr): void {
  const end = subnetEnd({ ...cidr, address, text: `${address}/${cidr.prefix}` });
  const subnet = subnetOf(cidr).text;
  if (end === 'subnet') throw invalid(field, value, `use a host's address: this one names the subnet ${subnet}`);
  if (end === 'broadcast') {
    throw invalid(field, value, `use a host's address: this one is the broadcast address of ${subnet}`);
  }
}
