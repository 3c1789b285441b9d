/** Annotation on an object: a JSON map, rule id → reason. */
export const ACKNOWLEDGE = 'cdk8s-wukong/acknowledge';

/** The annotation's value with one more reason in it, keys sorted. */
export function renderAcknowledgements(reasons: ReadonlyMap<string, string>): string {
  return JSON.stringify(Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The mapping that an annotation holds, whatever its reasons are, or undefined if it holds none. */
export function parseAcknowledgements(annotation: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof annotation !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(annotation);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a reason counts. */
export function isReason(reason: unknown): reason is string {
  return typeof reason === 'string' && reason.trim() !== '';
}

/** The reasons that an annotation gives; a text that is no such map gives none. */
export function readAcknowledgements(annotation: unknown): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const [rule, reason] of Object.entries(parseAcknowledgements(annotation) ?? {})) {
    if (isReason(reason)) reasons.set(rule, reason);
  }
  return reasons;
}
