import { hash } from './hash';
import { invalid } from './invalid';

/** The kernel's IFNAMSIZ is 16 with the closing zero; the characters are those that the bridge and OVS plugins take. */
const LINK = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/;

/** Returns `value` if the node's kernel takes it as the name of a link. */
export function linkName(field: string, value: string): string {
  if (typeof value === 'string' && LINK.test(value)) return value;
  throw invalid(
    field,
    value,
    'use at most 15 letters, digits, dots, hyphens and underscores, beginning with a letter or digit',
  );
}

/** A link name made of a longer name: cut, and ended with a hash that keeps two long names apart. */
export function derivedLinkName(name: string): string {
  return name.length <= 15 ? name : `${name.slice(0, 9)}-${hash(name, 3).slice(0, 5)}`;
}
