import { at, data, whole } from '../values';
import { type Cluster, gateOn } from './cluster';
import { quantity } from './quantity';
import { type AdmissionFault, type Flaw, faultsOf, flaw } from './rule';

/** What KubeVirt asks of a MigrationPolicy. */
export function admitMigrationPolicy(spec: unknown, cluster: Cluster): readonly AdmissionFault[] {
  return faultsOf('migration-policy', policy(spec, cluster));
}

const GATED = [['maxDowntimeMs'], ['experimental', 'stallDetector']];

function* policy(spec: unknown, cluster: Cluster): Iterable<Flaw> {
  if ((whole(at(spec, 'completionTimeoutPerGiB')) ?? 0) < 0) {
    yield flaw('spec.completionTimeoutPerGiB', 'the timeout is negative', 'use 0 or more');
  }
  if ((quantity(at(spec, 'bandwidthPerMigration')) ?? 0n) < 0n) {
    yield flaw('spec.bandwidthPerMigration', 'the bandwidth is negative', 'use 0, for no limit, or more');
  }
  if (gateOn(cluster, 'MigrationStallDetection')) return;
  for (const path of GATED) {
    const value = at(spec, ...path);
    if (whole(value) === undefined && data(value) === undefined) continue;
    const message = 'the feature gate MigrationStallDetection is off';
    yield flaw(`spec.${path.join('.')}`, message, 'remove it, or switch the gate on');
  }
}
