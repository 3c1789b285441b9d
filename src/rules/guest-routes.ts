import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { familyOf } from '../values';
import type { Found, Rule } from './rule';

/** Replies leave by the one default route that wins, whichever NIC the question came in by. */
export const guestRoutes: readonly Rule[] = [{ id: 'two-default-routes', family: 'guest', check: twoDefaultRoutes }];

const DEFAULT_ROUTE = /\bto["']?:\s*["']?(?:default|0\.0\.0\.0\/0|::\/0)/g;
const DEFAULTS = ['default', '0.0.0.0/0', '::/0'];

function* twoDefaultRoutes({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    // Reading YAML costs more than this look at its text.
    if (vm.networkData === undefined || (vm.networkData.text.match(DEFAULT_ROUTE) ?? []).length < 2) continue;
    const routes = vm
      .ethernets()
      .flatMap((ethernet) =>
        (ethernet.routes ?? [])
          .filter(({ to }) => DEFAULTS.includes(to))
          .map((route) => ({ ...route, nic: ethernet.id })),
      );
    for (const family of [4, 6] as const) {
      const nics = routes
        .filter(({ to, via }) => familyOf(to === 'default' ? via : to) === family)
        .map(({ nic }) => `"${nic}"`);
      // Two of one NIC, with different metrics, are a way to fail over.
      if (new Set(nics).size < 2) continue;
      yield {
        severity: FindingSeverity.ERROR,
        object: vm.networkData.object,
        field: vm.networkData.field,
        message: `the NICs ${nics.join(' and ')} all have an IPv${family} default route`,
        fix: 'keep one',
        related: [vm],
      };
    }
  }
}
