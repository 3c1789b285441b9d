import { invalid } from './invalid';

/** Returns `id` if it is a usable 802.1Q VLAN id (0 marks priority tags, 4095 is reserved). */
export function vlanId(field: string, id: number | undefined): number | undefined {
  return id === undefined ? undefined : wholeBetween(field, id, 1, 4094);
}

/** Returns `mtu` if the kernel and the CNI plugins take it, in bytes. IPv6 needs links of 1280 (RFC 8200). */
export function mtu(field: string, size: number | undefined, ipv6 = false): number | undefined {
  return size === undefined
    ? undefined
    : wholeBetween(field, size, ipv6 ? 1280 : 68, 65535, ipv6 ? ', as the NIC has an IPv6 address' : '');
}

/** Returns `port` if it is a TCP or UDP port. */
export function port(field: string, number: number): number {
  return wholeBetween(field, number, 1, 65535);
}

/** Returns `value` if it is a whole number within the bounds. */
export function wholeBetween(field: string, value: number, least: number, most: number, why = ''): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(field, value, `use a whole number from ${least} to ${most}${why}`);
}

/** Returns `value` if it is a port name of Kubernetes (RFC 6335). */
export function portName(field: string, value: string): string {
  const fits = typeof value === 'string' && /^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(value);
  if (fits && /[a-z]/.test(value) && !value.includes('--')) return value;
  throw invalid(
    field,
    value,
    'use at most 15 lower-case letters, digits and single inner hyphens, with a letter among them',
  );
}
