import type { Finding } from './finding';

/** A finding in one line: where, what is, what to write instead, and the rule's id. */
export function findingText({ constructPath, object, field, message, fix, rule }: Finding): string {
  const where = [constructPath, object, field].filter((part) => part !== undefined && part !== '');
  return `${where.join(': ')}: ${message}; ${fix} (${rule})`;
}
