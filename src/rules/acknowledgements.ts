import { ACKNOWLEDGE, FindingSeverity, isReason, parseAcknowledgements } from '../findings';
import type { ManifestObject } from '../manifest';
import { at, shown } from '../values';
import type { Found, Rule } from './rule';

/** Whether a finding can be acknowledged: undefined where no rule has the id. */
type Acknowledgeable = (id: string) => boolean | undefined;

/** An annotation that acknowledges nothing hides nothing either; who wrote it believes that it does. */
export function acknowledgementRules(acknowledgeable: Acknowledgeable): readonly Rule[] {
  return [
    {
      id: 'acknowledge-unknown',
      family: 'fleet',
      *check({ objects }) {
        for (const object of objects) yield* faults(object, acknowledgeable);
      },
    },
  ];
}

function* faults(object: ManifestObject, acknowledgeable: Acknowledgeable): Iterable<Found> {
  const written = at(object.doc, 'metadata', 'annotations', ACKNOWLEDGE);
  if (written === undefined) return;
  const severity = FindingSeverity.WARNING;
  const field = `metadata.annotations[${JSON.stringify(ACKNOWLEDGE)}]`;
  const map = parseAcknowledgements(written);
  if (map === undefined) {
    const fix = `write '{"container-disk-root": "why"}', with the id of a rule and a reason`;
    yield { severity, object, field, message: 'the annotation is no JSON mapping: it acknowledges nothing', fix };
    return;
  }
  for (const [id, reason] of Object.entries(map)) {
    const known = acknowledgeable(id);
    if (known === undefined) {
      const fix = 'write an id that cdk8s-wukong check --rules lists';
      yield { severity, object, field, message: `no rule has the id ${shown(id)}`, fix };
    } else if (!known) {
      const message = `nobody can acknowledge ${shown(id)}: the cluster refuses what it finds`;
      yield { severity, object, field, message, fix: 'mend what it finds, and take it out' };
    } else if (!isReason(reason)) {
      yield { severity, object, field, message: `${shown(id)} has no reason: it counts for nothing`, fix: 'say why' };
    }
  }
}
