import { type Finding, FindingSeverity } from '../findings';
import { isVm, type ManifestObject, type Manifests, objectId } from '../manifest';
import { type Fault, faultRules } from '../model';
import { compact } from '../values';
import type { Found, Rule } from './rule';

/** A fault of resolving, with the VM that it is about. */
export interface SynthFault extends Fault {
  readonly namespace?: string;
  readonly vm: string;
  readonly constructPath: string;
}

/** All findings of a set: those of the rules, and those that resolving left as data. Sorted; acknowledged ones included. */
export function check(set: Manifests, rules: readonly Rule[], faults: readonly SynthFault[] = []): readonly Finding[] {
  const found = rules.flatMap((rule) => [...rule.check(set)].map((one) => findingOf(set, rule, one)));
  return [...found, ...faults.map((fault) => faultFinding(set, fault))].sort(byPlace);
}

/** What a rule found, for people: what to write is in the words of the props where the object comes from a construct. */
export function findingOf(
  set: Manifests,
  { id }: Rule,
  { object, related, fix, fixInProps = fix, severity, field, message }: Found,
): Finding {
  return compact({
    rule: id,
    severity,
    object: object.id,
    field,
    message,
    fix: object.constructPath === undefined ? fix : fixInProps,
    constructPath: object.constructPath,
    acknowledged: acknowledged(set, id, object, related),
  });
}

function faultFinding(
  set: Manifests,
  { rule, field, message, fix, vm, namespace, constructPath }: SynthFault,
): Finding {
  const object = set.find('VirtualMachine', namespace, vm);
  const { severity } = faultRules[rule];
  return compact({
    rule,
    severity: severity === 'error' ? FindingSeverity.ERROR : FindingSeverity.WARNING,
    object: objectId('VirtualMachine', namespace, vm),
    field,
    message,
    fix,
    constructPath,
    acknowledged: object ? acknowledged(set, rule, object) : undefined,
  });
}

/**
 * The reason on the object or on one that the finding is about as well. Of what VMs share, as a NAD, a VM that refers to it may
 * say it too; but never of what another VM does with it.
 */
export function acknowledged(
  set: Manifests,
  rule: string,
  object: ManifestObject,
  related: readonly ManifestObject[] = [],
): string | undefined {
  const about = [object, ...related];
  const users = isVm(object) ? [] : about.flatMap(({ id }) => set.acknowledgingVms(id));
  for (const one of [...about, ...users]) {
    const reason = one.acknowledgements.get(rule);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

export function byPlace(one: Finding, other: Finding): number {
  return (
    compare(one.constructPath ?? '', other.constructPath ?? '') ||
    compare(one.object, other.object) ||
    compare(one.field, other.field) ||
    compare(one.rule, other.rule) ||
    compare(one.message, other.message)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
