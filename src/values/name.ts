import { invalid } from './invalid';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Returns `value` if it is a DNS label (RFC 1123) of at most `longest` characters. */
export function dnsLabel(field: string, value: string, hint = '', longest = 63): string {
  if (typeof value === 'string' && value.length <= longest && LABEL.test(value)) return value;
  throw invalid(
    field,
    value,
    `use at most ${longest} lower-case letters, digits and inner hyphens${hint && `; ${hint}`}`,
  );
}

/** Returns `value` if it is a DNS subdomain (RFC 1123), the form of most object names. */
export function dnsSubdomain(field: string, value: string, hint = ''): string {
  if (typeof value === 'string' && value.length <= 253 && SUBDOMAIN.test(value)) return value;
  throw invalid(
    field,
    value,
    `use at most 253 lower-case letters, digits, inner hyphens and dots${hint && `; ${hint}`}`,
  );
}

/** Returns `value` if it names an object, `name` or `namespace/name`, split at the slash. */
export function objectReference(field: string, value: string): { readonly namespace?: string; readonly name: string } {
  const parts = typeof value === 'string' ? value.split('/') : [];
  const name = parts.pop() ?? '';
  const namespace = parts.pop();
  if (parts.length === 0 && isSubdomain(name) && (namespace === undefined || isLabel(namespace))) {
    return namespace === undefined ? { name } : { namespace, name };
  }
  throw invalid(field, value, 'use the name of an object, or namespace/name');
}

/** Name of a Secret that KubeVirt mounts as `<name>-access-cred`: a volume name, so 51 characters at most and no dots. */
export function credentialSecretName(field: string, value: string): string {
  return dnsLabel(field, value, 'KubeVirt makes a pod volume of it, <name>-access-cred', 51);
}

function isLabel(value: string): boolean {
  return value.length <= 63 && LABEL.test(value);
}

function isSubdomain(value: string): boolean {
  return value.length <= 253 && SUBDOMAIN.test(value);
}
