import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import type { Found, Rule } from './rule';

/** A NAD that is not in the set is taken to exist; one of its name in another namespace says that it may not. */
export const networkReferences: readonly Rule[] = [
  { id: 'nad-in-other-namespace', family: 'network', check: nadInOtherNamespace },
];

function* nadInOtherNamespace({ vms, nads, nad }: Manifests): Iterable<Found> {
  const byName = new Map<string, NadView>();
  // Of several the first by id: findings do not depend on the order of files.
  for (const nad of [...nads.values()].sort((a, b) => (a.id < b.id ? 1 : -1))) byName.set(nad.name, nad);
  for (const vm of vms) {
    for (const { networkName, nadId, field } of vm.networks) {
      if (networkName === undefined || nadId === undefined || nad(nadId) !== undefined) continue;
      const other = networkName.includes('/') ? undefined : byName.get(networkName);
      if (other?.namespace === undefined || vm.namespace === undefined) continue;
      yield {
        severity: FindingSeverity.WARNING,
        object: vm,
        field: `${field}.multus.networkName`,
        message: `the NAD "${networkName}" is looked for in "${vm.namespace}", and the one made here is in "${other.namespace}"`,
        fix: `write "${other.namespace}/${networkName}"`,
        fixInProps: `write "${other.namespace}/${networkName}", or attach the NetworkAttachment itself`,
        related: [other],
      };
    }
  }
}
