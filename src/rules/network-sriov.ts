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
    const asked = Object.keys(data(at(vm.spec, 'domain', 'resources', 'requests')) ?? {}).filter((name) =>
      name.includes('/'),
    );
    const networks = new Map(vm.networks.map((network) => [network.name, network]));
    for (const { name, field, bindings } of vm.interfaces) {
      const nadId = networks.get(name)?.nadId;
      if (!bindings.includes('sriov') || nadId === undefined) continue;
      const resource = nad(nadId)?.nad?.wire.resourceName;
      // A program that knows the resource asks for it, or says that it does not.
      if (resource !== undefined && vm.constructPath !== undefined) continue;
      if (resource === undefined ? asked.length > 0 : asked.includes(resource)) continue;
      yield {
        severity: FindingSeverity.WARNING,
        object: vm,
        field,
        message: `the VM asks the node for no device for the SR-IOV network "${name}"`,
        fix: `ask for ${resource ?? 'its resource'} in domain.resources, requests and limits, or acknowledge this where the cluster's injector does`,
        fixInProps: "give resourceName beside nadName, or acknowledge this where the cluster's injector asks for it",
      };
    }
  }
}
