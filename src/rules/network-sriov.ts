import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, data } from '../values';
import type { Found, Rule } from './rule';

/** KubeVirt from 1.9 on does not read NADs: the VM itself asks for the device, or an injector webhook does. */
export const networkSriov: readonly Rule[] = [
  { id: 'sriov-without-resource', family: 'network', check: sriovWithoutResource },
];

function* sriovWithoutResource({ vms, nad }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const asked = Object.keys(data(at(vm.spec, 'domain', 'resources', 'requests')) ?? {}).some((name) =>
      name.includes('/'),
    );
    if (asked) continue;
    const networks = new Map(vm.networks.map((network) => [network.name, network]));
    for (const { name, field, bindings } of vm.interfaces) {
      const nadId = networks.get(name)?.nadId;
      // A NAD of ours names its resource; a VM on it asks for none only where the program says so.
      if (!bindings.includes('sriov') || nadId === undefined || nad(nadId)?.nad?.wire.resourceName !== undefined)
        continue;
      yield {
        severity: FindingSeverity.WARNING,
        object: vm,
        field,
        message: `the VM asks the node for no device for the SR-IOV network "${name}"`,
        fix: "ask for its resource in domain.resources, requests and limits, or acknowledge this where the cluster's injector does",
        fixInProps: "give resourceName beside nadName, or acknowledge this where the cluster's injector asks for it",
      };
    }
  }
}
