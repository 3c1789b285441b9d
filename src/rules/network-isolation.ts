import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, data } from '../values';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.WARNING;

/** What a VM can ask of Multus. */
export const networkIsolation: readonly Rule[] = [
  { id: 'nad-behind-isolation', family: 'network', check: nadBehindIsolation },
  { id: 'networks-annotation', family: 'network', check: networksAnnotation },
];

/** Namespaces whose NADs are for everybody where Multus isolates the others. */
const SHARED = /^(default|openshift-.*)$/;

/** Whoever makes both sides, has looked at the cluster or names the NAD in a program knows: what is left is spoken of. */
function* nadBehindIsolation(set: Manifests): Iterable<Found> {
  for (const vm of set.vms) {
    if (vm.constructPath !== undefined) continue;
    for (const { field, networkName = '', nadId } of vm.networks) {
      const [namespace = '', name] = networkName.split('/');
      if (name === undefined || vm.namespace === undefined || namespace === vm.namespace) continue;
      if (SHARED.test(namespace) || set.nad(nadId) !== undefined) continue;
      yield {
        severity,
        object: vm,
        field: `${field}.multus.networkName`,
        message: `the NAD "${networkName}" is in another namespace: where Multus isolates namespaces the pod does not start`,
        fix: `make a NAD in "${vm.namespace}", or acknowledge this where Multus does not isolate "${namespace}"`,
      };
    }
  }
}

const ANNOTATION = 'k8s.v1.cni.cncf.io/networks';

/** KubeVirt writes the annotation itself, from the networks of the VM. */
function* networksAnnotation({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const path = [...vm.specField.split('.').slice(0, -1), 'metadata', 'annotations'];
    const annotations = data(at(vm.doc, ...path)) ?? {};
    if (vm.kind === 'VirtualMachineInstance' || annotations[ANNOTATION] === undefined) continue;
    yield {
      severity,
      object: vm,
      field: path.join('.'),
      message: `the annotation ${ANNOTATION} gives the guest no NIC: KubeVirt writes its own, from networks`,
      fix: 'take it away, and list the NAD under networks with an interface',
    };
  }
}
