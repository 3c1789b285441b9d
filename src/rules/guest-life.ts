import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { RunStrategy } from '../model';
import { at, shown } from '../values';
import type { Found, Rule } from './rule';

/** KubeVirt wants one of the two words for whether a VM runs. */
export const guestLife: readonly Rule[] = [
  { id: 'run-strategy', family: 'guest', refused: true, check: runStrategy },
  { id: 'stopped-in-sync-wave', family: 'guest', check: stoppedInSyncWave },
];

const KNOWN: readonly unknown[] = Object.values(RunStrategy);

function* runStrategy({ vms }: Manifests): Iterable<Found> {
  for (const object of vms.filter(({ kind }) => kind === 'VirtualMachine')) {
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

const WAVE = 'argocd.argoproj.io/sync-wave';

/** Argo CD before September 2026 takes a stopped VM for one that is not ready, and waits for it before the next wave. */
function* stoppedInSyncWave({ vms }: Manifests): Iterable<Found> {
  for (const object of vms.filter(({ kind }) => kind === 'VirtualMachine')) {
    const [running, strategy] = [at(object.doc, 'spec', 'running'), at(object.doc, 'spec', 'runStrategy')];
    const stopped = running === false || strategy === 'Halted' || strategy === 'Manual';
    if (!stopped || at(object.doc, 'metadata', 'annotations', WAVE) === undefined) continue;
    yield {
      severity: FindingSeverity.WARNING,
      object,
      field: `metadata.annotations.${WAVE}`,
      message: 'the VM is stopped, and Argo CD waits in its sync wave until it runs',
      fix: 'put it into the last wave, or take the annotation away',
    };
  }
}
