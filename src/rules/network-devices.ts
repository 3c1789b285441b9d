import { FindingSeverity } from '../findings';
import { type Manifests, RESOURCE_NAME } from '../manifest';
import { at, data, isResourceName, shown, text } from '../values';
import type { Found, Rule } from './rule';
import { attachedNads, groupBy, wiredNics } from './segment';

const { ERROR, WARNING } = FindingSeverity;

/** Devices of the node: who names them, and who asks for them. */
export const networkDevices: readonly Rule[] = [
  { id: 'sriov-nad-without-resource', family: 'network', check: sriovNadWithoutResource },
  { id: 'resource-name-invalid', family: 'network', check: resourceNameInvalid },
  { id: 'resource-unequal', family: 'network', check: resourceUnequal },
  { id: 'resource-count', family: 'network', check: resourceCount },
];

/** Multus names the plugin a device only where the NAD names a resource. */
function* sriovNadWithoutResource(set: Manifests): Iterable<Found> {
  for (const object of attachedNads(set)) {
    const resource = text(at(object.doc, 'metadata', 'annotations', RESOURCE_NAME));
    if (object.cni?.type !== 'sriov' || resource !== undefined || object.cni.deviceID !== undefined) continue;
    yield {
      severity: ERROR,
      object,
      field: 'metadata.annotations',
      message: `the SR-IOV network has no annotation ${RESOURCE_NAME}: its plugin gets no device, and refuses`,
      fix: 'name the resource of the device plugin there',
    };
  }
}

/** Multus reads the whole annotation as one name: no device has one that is none. */
function* resourceNameInvalid(set: Manifests): Iterable<Found> {
  for (const object of attachedNads(set)) {
    const resource = text(at(object.doc, 'metadata', 'annotations', RESOURCE_NAME));
    if (resource === undefined || isResourceName(resource) || /[${<]/.test(resource)) continue;
    yield {
      severity: ERROR,
      object,
      field: `metadata.annotations.${RESOURCE_NAME}`,
      message: `${shown(resource)} is no resource that a node can have: no pod on this network gets it`,
      fix: /[,; ]/.test(resource)
        ? 'keep the resource of the device plugin alone: a network has one'
        : 'write the name as the node has it, with its domain, such as openshift.io/sriov_nic',
    };
  }
}

/** Kubernetes refuses a pod whose requests and limits of a device differ. */
function* resourceUnequal({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const resources = at(vm.spec, 'domain', 'resources');
    const limits = data(at(resources, 'limits')) ?? {};
    for (const [name, count] of Object.entries(data(at(resources, 'requests')) ?? {})) {
      // Extended resources have a domain of their own.
      if (!name.includes('/') || /(^|\.)kubernetes\.io\//.test(name) || amount(limits[name]) === amount(count))
        continue;
      yield {
        severity: ERROR,
        object: vm,
        field: `${vm.specField}.domain.resources.limits`,
        message: `the VM requests ${shown(count)} of ${name}, and its limit is ${shown(limits[name])}: Kubernetes refuses the pod`,
        fix: 'write the same number in requests and limits',
      };
    }
  }
}

function* resourceCount(set: Manifests): Iterable<Found> {
  const wired = wiredNics(set).flatMap(({ vm, nic, nad }) => {
    const resource = text(at(nad?.doc, 'metadata', 'annotations', RESOURCE_NAME));
    return nic.bindings.includes('sriov') && resource !== undefined ? [{ vm, resource }] : [];
  });
  for (const group of groupBy(wired, ({ vm, resource }) => `${vm.place} ${resource}`)) {
    const [first] = group;
    const asked = first && data(at(first.vm.spec, 'domain', 'resources', 'requests'))?.[first.resource];
    // Nothing asked is another question: an injector may ask for it.
    if (first === undefined || asked === undefined || Number(amount(asked)) >= group.length) continue;
    yield {
      severity: WARNING,
      object: first.vm,
      field: `${first.vm.specField}.domain.resources.requests`,
      message: `${group.length} NICs are on ${first.resource}, and the VM asks for ${shown(asked)}`,
      fix: `ask for "${group.length}" in requests and limits`,
    };
  }
}

function amount(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : text(value);
}
