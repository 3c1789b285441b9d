import { familyOf } from '../values';

/** Addresses by their number, IPv4 before IPv6. */
export function compareAddresses(one: string, other: string): number {
  const [a, b] = [key(one), key(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function key(address: string): string {
  if (familyOf(address) === 4)
    return `4${address
      .split('.')
      .map((byte) => byte.padStart(3, '0'))
      .join('')}`;
  const [before = '', after = ''] = address.split('::');
  const [left, right] = [groups(before), groups(after)];
  const middle = address.includes('::') ? Array(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return `6${[...left, ...middle, ...right].map((group) => group.padStart(4, '0')).join('')}`;
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
