import { FindingSeverity } from '../findings';
import { isExported, type Manifests } from '../manifest';
import type { Found, Rule } from './rule';

/** The launcher pod of a VM that is applied before its NAD hangs until Multus is asked again. */
export const networkOrder: readonly Rule[] = [{ id: 'nad-after-vm', family: 'network', check: nadAfterVm }];

function* nadAfterVm({ vms, nads }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    for (const { nadId, field } of vm.networks) {
      const nad = nadId === undefined ? undefined : nads.get(nadId);
      if (nad === undefined || nad.output !== vm.output || nad.place < vm.place) continue;
      // kubectl lists what is there in an order of its own.
      if (isExported(nad)) continue;
      yield {
        severity: FindingSeverity.WARNING,
        object: vm,
        field: `${field}.multus.networkName`,
        message: `the NAD "${nad.name}" comes after the VM in the same output`,
        fix: 'put the NAD before the VM',
        fixInProps: 'make the NetworkAttachment before the VM, in its chart or an earlier one',
        related: [nad],
      };
    }
  }
}
