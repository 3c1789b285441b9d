import { type Finding, FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { compact } from '../values';
import { acknowledged, byPlace, check, type SynthFault } from './check';
import { type CheckOptions, clusterFindings } from './check-documents';
import type { Rule } from './rule';

/** The id under which the schema's walker names a field that the CRD lacks. */
export const UNKNOWN_FIELD = 'unknown-field';

/**
 * All findings of an app at synth: what the cluster would refuse, what rules find, and what resolving left as data. A field
 * that the CRD lacks is a warning here, and may be acknowledged: only a JSON patch can bring one, and the cluster's CRD may
 * be newer than ours.
 */
export function checkApp(
  set: Manifests,
  rules: readonly Rule[],
  faults: readonly SynthFault[],
  options: CheckOptions = { unknownFields: 'tolerated' },
): readonly Finding[] {
  const refused = [...clusterFindings(set, options)].map(([object, finding]) => {
    const newer = finding.rule === UNKNOWN_FIELD;
    return compact({
      ...finding,
      severity: newer ? FindingSeverity.WARNING : finding.severity,
      constructPath: object.constructPath,
      acknowledged: newer ? acknowledged(set, finding.rule, object) : undefined,
    });
  });
  return [...check(set, rules, faults), ...refused].sort(byPlace);
}
