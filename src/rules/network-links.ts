import { FindingSeverity } from '../findings';
import type { Manifests, VmView } from '../manifest';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.ERROR;

/** KubeVirt pairs networks and interfaces by name, and refuses a VM where the pairs do not come out. */
export const networkLinks: readonly Rule[] = [
  { id: 'net-without-iface', family: 'network', refused: true, check: networkWithoutInterface },
  { id: 'iface-without-net', family: 'network', refused: true, check: interfaceWithoutNetwork },
  {
    id: 'net-name-unique',
    family: 'network',
    refused: true,
    check: ({ vms }) => vms.flatMap((vm) => repeated(vm, 'network')),
  },
  {
    id: 'iface-name-unique',
    family: 'network',
    refused: true,
    check: ({ vms }) => vms.flatMap((vm) => repeated(vm, 'interface')),
  },
];

function* networkWithoutInterface({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const names = new Set(vm.interfaces.map(({ name }) => name));
    for (const { name, field } of vm.networks.filter((network) => !names.has(network.name))) {
      const message = `network "${name}" has no interface of that name`;
      yield {
        severity,
        object: vm,
        field: `${field}.name`,
        message,
        fix: `add an interface named "${name}" or remove the network`,
      };
    }
  }
}

function* interfaceWithoutNetwork({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const names = new Set(vm.networks.map(({ name }) => name));
    for (const { name, field } of vm.interfaces.filter((nic) => !names.has(nic.name))) {
      const message = `interface "${name}" has no network of that name`;
      yield {
        severity,
        object: vm,
        field: `${field}.name`,
        message,
        fix: `add a network named "${name}" or remove the interface`,
      };
    }
  }
}

function repeated(vm: VmView, what: 'network' | 'interface'): Found[] {
  const seen = new Set<string>();
  return (what === 'network' ? vm.networks : vm.interfaces).flatMap(({ name, field }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      {
        severity,
        object: vm,
        field: `${field}.name`,
        message: `a second ${what} is named "${name}"`,
        fix: 'give it another name',
      },
    ];
  });
}
