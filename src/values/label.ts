import { invalid } from './invalid';
import { dnsSubdomain } from './name';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Labels that KubeVirt sets itself and refuses on a template. */
export const RESERVED_LABELS: readonly string[] = [
  'created-by',
  'migrationJobUID',
  'nodeName',
  'migrationTargetNodeName',
  'schedulable',
  'install-strategy',
].map((name) => `kubevirt.io/${name}`);

/** Returns `key` if it is the key of a label or annotation, `name` or `domain/name`. */
export function labelKey(field: string, key: string): string {
  const [name = '', prefix, ...rest] = typeof key === 'string' ? key.split('/').reverse() : [];
  if (rest.length > 0 || !NAME.test(name)) throw invalid(field, key, 'use a key such as app or example.org/app');
  if (prefix !== undefined) dnsSubdomain(field, prefix, 'as the part before the slash');
  return key;
}

/** Returns `value` if it is the value of a label. The empty text is one. */
export function labelValue(field: string, value: string): string {
  if (value === '' || (typeof value === 'string' && NAME.test(value))) return value;
  throw invalid(field, value, 'use at most 63 letters, digits, dots, hyphens and underscores');
}
