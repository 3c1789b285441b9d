/** Annotation on an object: a JSON map, rule id → reason. */
export const ACKNOWLEDGE = 'cdk8s-wukong/acknowledge';

/** The annotation's value with one more reason in it, keys sorted. */
export function renderAcknowledgements(reasons: ReadonlyMap<string, string>): string {
  return JSON.stringify(Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The reasons that an annotation gives; a text that is no such map gives none. */
export function readAcknowledgements(annotation: unknown): ReadonlyMap<string, string> {
  if (typeof annotation !== 'string') return new Map();
  try {
    const parsed: unknown = JSON.parse(annotation);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return new Map();
    const entries = Object.entries(parsed).filter(([, reason]) => typeof reason === 'string' && reason.trim() !== '');
    return new Map(entries as [string, string][]);
  } catch {
    return new Map();
  }
}
