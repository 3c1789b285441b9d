import type { Manifests, NadView } from '../manifest';
import type { Found, Rule } from './rule';

/** Rules also asked of NADs that only the cluster has: they then speak on each VM that is on one. */
export function alsoPresent(rules: readonly Rule[]): readonly Rule[] {
  return rules.map((rule) => ({
    ...rule,
    *check(set) {
      yield* rule.check(set);
      const nads = presentNads(set);
      if (nads.size > 0) for (const found of rule.check({ ...set, nads })) yield* onVms(set, found);
    },
  }));
}

function presentNads(set: Manifests): ReadonlyMap<string, NadView> {
  const nads = new Map<string, NadView>();
  if (set.context === undefined) return nads;
  for (const { nadId } of set.vms.flatMap(({ networks }) => networks)) {
    const nad = nadId === undefined || set.nads.has(nadId) ? undefined : set.nad(nadId);
    if (nad !== undefined) nads.set(nad.id, nad);
  }
  return nads;
}

function* onVms(set: Manifests, { object: nad, severity, message, fix }: Found): Iterable<Found> {
  for (const vm of set.referringVms(nad.id)) {
    const field = vm.networks.find(({ nadId }) => nadId === nad.id)?.field ?? vm.specField;
    yield { severity, object: vm, field, message: `${nad.id} of the cluster: ${message}`, fix };
  }
}
