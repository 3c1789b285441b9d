import { hash } from './hash';
import { invalid } from './invalid';

/** The spellings of six bytes that Go's net.ParseMAC takes, and with it KubeVirt. */
const SPELLINGS = [
  /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i,
  /^([0-9a-f]{2}-){5}[0-9a-f]{2}$/i,
  /^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i,
  /^[0-9a-f]{12}$/i,
];

/** Returns a unicast MAC address in lower case with colons. */
export function macAddress(field: string, value: string): string {
  const mac = readMac(value);
  if (mac === undefined) throw invalid(field, value, 'use six bytes in hex, such as 02:00:5e:10:00:01');
  if (mac === '00:00:00:00:00:00')
    throw invalid(field, value, 'use an address that is not zero, such as 02:00:5e:10:00:01');
  if (Number.parseInt(mac.slice(1, 2), 16) & 1) {
    throw invalid(field, value, 'use a unicast address: the first byte must be even, such as 02');
  }
  return mac;
}

/** The same MAC in lower case with colons, or undefined if it is none. */
export function readMac(value: unknown): string | undefined {
  if (typeof value !== 'string' || !SPELLINGS.some((spelling) => spelling.test(value))) return undefined;
  const digits = value.toLowerCase().replace(/[^0-9a-f]/g, '');
  return (digits.match(/../g) ?? []).join(':');
}

/**
 * The MAC of a NIC whose program names none. Locally administered, and a hash of names alone: it does not move when
 * networks are added or sorted. An unknown namespace counts as empty text.
 */
export function derivedMac(namespace: string | undefined, vm: string, network: string, salt?: string): string {
  const text = `${namespace ?? ''}/${vm}/${network}${salt === undefined ? '' : `/${salt}`}`;
  return ['02', ...(hash(text, 5).match(/../g) ?? [])].join(':');
}
