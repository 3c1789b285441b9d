import { FindingSeverity } from '../findings';
import type { VmView } from '../manifest';
import type { Found, Rule } from './rule';

/** KubeVirt refuses a place in the boot order that two devices of a VM have. */
export const networkBootOrder: readonly Rule[] = [
  {
    id: 'iface-boot-order',
    family: 'network',
    refused: true,
    check: ({ vms }) => vms.flatMap((vm) => repeated(vm).nics),
  },
  {
    id: 'disk-boot-order',
    family: 'network',
    refused: true,
    check: ({ vms }) => vms.flatMap((vm) => repeated(vm).disks),
  },
];

/** As KubeVirt goes about it: disks first, then interfaces. */
function repeated(vm: VmView): { readonly nics: readonly Found[]; readonly disks: readonly Found[] } {
  const taken = new Map<number, string>();
  const find = (
    devices: readonly { readonly name: string; readonly field: string; readonly bootOrder?: number }[],
    what: string,
  ) =>
    devices.flatMap(({ name, field, bootOrder }): Found[] => {
      if (bootOrder === undefined) return [];
      const other = taken.get(bootOrder);
      taken.set(bootOrder, other ?? `${what} "${name}"`);
      if (bootOrder > 0 && other === undefined) return [];
      const [message, fix] =
        bootOrder <= 0
          ? [`${what} "${name}" has place ${bootOrder} in the boot order`, 'count from 1']
          : [
              `${what} "${name}" has place ${bootOrder} in the boot order, and so has ${other}`,
              'give each device a place of its own',
            ];
      return [{ severity: FindingSeverity.ERROR, object: vm, field: `${field}.bootOrder`, message, fix }];
    });
  const disks = find(vm.disks, 'disk');
  return { disks, nics: find(vm.interfaces, 'interface') };
}
