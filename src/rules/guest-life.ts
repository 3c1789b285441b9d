import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { RunStrategy } from '../model';
import { at, shown } from '../values';
import type { Found, Rule } from './rule';

/** KubeVirt wants one of the two words for whether a VM runs. */
export const guestLife: readonly Rule[] = [{ id: 'run-strategy', family: 'guest', refused: true, check: runStrategy }];

const KNOWN: readonly unknown[] = Object.values(RunStrategy);

function* runStrategy({ vms }: Manifests): Iterable<Found> {
  for (const object of vms) {
    const [running, strategy] = [at(object.doc, 'spec', 'running'), at(object.doc, 'spec', 'runStrategy')];
    const severity = FindingSeverity.ERROR;
    if (running === undefined && strategy === undefined) {
      const message = 'neither running nor runStrategy is there';
      yield { severity, object, field: 'spec.running', message, fix: 'write runStrategy alone' };
    }
    if (running !== undefined && strategy !== undefined) {
      const message = 'running and runStrategy exclude each other';
      yield { severity, object, field: 'spec.running', message, fix: 'write runStrategy alone' };
    }
    if (strategy !== undefined && !KNOWN.includes(strategy)) {
      const message = `runStrategy is ${shown(strategy)}, which KubeVirt does not know`;
      yield { severity, object, field: 'spec.runStrategy', message, fix: `use one of ${KNOWN.join(', ')}` };
    }
  }
}
