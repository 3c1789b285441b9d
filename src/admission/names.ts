import { dnsLabel, dnsSubdomain, labelKey, labelValue } from '../values';

export function isDnsLabel(value: string): boolean {
  return passes(() => dnsLabel('', value));
}

export function isDnsSubdomain(value: string): boolean {
  return passes(() => dnsSubdomain('', value));
}

export function isLabelKey(value: string): boolean {
  return passes(() => labelKey('', value));
}

export function isLabelValue(value: string): boolean {
  return passes(() => labelValue('', value));
}

/** The checks of values throw; here a false value is a fault like any other. */
function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
