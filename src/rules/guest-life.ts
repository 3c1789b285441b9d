import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at } from '../values';
import type { Found, Rule } from './rule';

/** What a VM that does not run makes of those around it. */
export const guestLife: readonly Rule[] = [{ id: 'stopped-in-sync-wave', family: 'guest', check: stoppedInSyncWave }];

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
