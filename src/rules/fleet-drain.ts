import { FindingSeverity } from '../findings';
import type { Manifests, VmView } from '../manifest';
import { at, data, list, text, texts } from '../values';
import { claimOf, dataVolumes } from './data-volumes';
import type { Found, Rule } from './rule';

/** evictionStrategy LiveMigrate on a VM that cannot migrate blocks the drain of its node, and so an update of the cluster. */
export const fleetDrain: readonly Rule[] = [{ id: 'drain-blocked', family: 'fleet', check: drainBlocked }];

function* drainBlocked(set: Manifests): Iterable<Found> {
  const vms = set.vms.filter(({ spec }) => spec.evictionStrategy === 'LiveMigrate');
  if (vms.length === 0) return;
  const modes = accessModes(set);
  for (const vm of vms) {
    const why = [...blockers(vm, modes)][0];
    if (why === undefined) continue;
    yield {
      severity: FindingSeverity.WARNING,
      object: vm,
      field: `${vm.specField}.evictionStrategy`,
      message: `LiveMigrate blocks the drain of the node, as the VM cannot migrate: ${why}`,
      fix: 'mend that, or write evictionStrategy: LiveMigrateIfPossible',
    };
  }
}

function* blockers(vm: VmView, modes: ReadonlyMap<string, readonly string[]>): Iterable<string> {
  const pods = new Set(vm.networks.filter(({ pod }) => pod).map(({ name }) => name));
  const bridged = vm.interfaces.find(({ name, bindings }) => pods.has(name) && bindings.includes('bridge'));
  const path = vm.specField.split('.').slice(0, -1);
  const allowed = at(vm.doc, ...path, 'metadata', 'annotations', 'kubevirt.io/allow-pod-bridge-network-live-migration');
  if (bridged !== undefined && allowed === undefined) yield `"${bridged.name}" bridges the pod network`;
  const devices = at(vm.spec, 'domain', 'devices');
  if (list(at(devices, 'hostDevices')).length > 0) yield 'it has host devices';
  if (list(at(devices, 'gpus')).length > 1) yield 'it has more than one GPU';
  if (data(at(vm.spec, 'domain', 'launchSecurity')) !== undefined) yield 'its memory is encrypted';
  const passthrough = data(at(vm.spec, 'domain', 'features', 'hypervPassthrough'));
  if (passthrough !== undefined && passthrough.enabled !== false) yield 'it has hypervPassthrough';
  for (const { name, value } of vm.volumes) {
    const claim = text(at(value, 'persistentVolumeClaim', 'claimName')) ?? text(at(value, 'dataVolume', 'name'));
    const known = modes.get(`${vm.namespace ?? ''}/${claim}`);
    if (known !== undefined && known.length > 0 && !known.includes('ReadWriteMany')) {
      yield `the disk "${name}" is ${known.join(' and ')}, not ReadWriteMany`;
    }
  }
}

/** By namespace and name: the access modes that a claim names; the class chooses where it names none. */
function accessModes(set: Manifests): ReadonlyMap<string, readonly string[]> {
  const claims = [...set.objects, ...(set.context ?? [])].filter(({ kind }) => kind === 'PersistentVolumeClaim');
  return new Map([
    ...claims.map(
      ({ doc, namespace, name }) => [`${namespace ?? ''}/${name}`, texts(at(doc, 'spec', 'accessModes'))] as const,
    ),
    ...dataVolumes(set).map(
      (volume) => [`${volume.namespace ?? ''}/${volume.name}`, texts(claimOf(volume)?.accessModes)] as const,
    ),
  ]);
}
