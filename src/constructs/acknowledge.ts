import type { ApiObject } from 'cdk8s';
import { ACKNOWLEDGE, readAcknowledgements, renderAcknowledgements } from '../findings';
import { acknowledgeable, ruleIds } from '../rules';
import { invalid } from '../values';

/** Writes the reason on the object, where readers of its YAML find it too. */
export function acknowledge(path: string, object: ApiObject, ruleId: string, reason: string): void {
  const can = acknowledgeable(ruleId);
  if (can === undefined)
    throw invalid(`${path}: ruleId`, ruleId, `use the id that a finding shows, one of ${ruleIds.join(', ')}`);
  if (!can)
    throw invalid(`${path}: ruleId`, ruleId, 'mend what it finds: the cluster refuses it whatever is acknowledged');
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw invalid(`${path}: reason`, reason, 'say why the finding is meant to be');
  }
  const annotations: Record<string, unknown> = object.metadata.toJson()?.annotations ?? {};
  const reasons = new Map(readAcknowledgements(annotations[ACKNOWLEDGE]));
  object.metadata.addAnnotation(ACKNOWLEDGE, renderAcknowledgements(reasons.set(ruleId, reason)));
}
