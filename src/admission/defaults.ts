import { data, list } from '../values';
import type { Cluster } from './cluster';
import { type Draft, fill, items, open } from './draft';
import { quantity, units } from './quantity';

/**
 * What KubeVirt fills in before it checks a template, as far as rules see it. The stored VirtualMachine shows none of
 * it: the webhook works on a copy.
 */
export function specDefaults(spec: Draft, cluster: Cluster): void {
  identityDefaults(spec, cluster);
  const domain = open(spec, 'domain');
  resourceDefaults(domain);
  topologyDefaults(domain);
  interfaceDefaults(spec);
  diskDefaults(spec);
}

const MACHINES = new Map([
  ['arm64', 'virt'],
  ['s390x', 's390-ccw-virtio'],
]);

/** Architecture and machine type: these two are stored. */
export function identityDefaults(spec: Draft, cluster: Cluster): void {
  fill(spec, 'architecture', cluster.architecture ?? 'amd64');
  fill(open(spec, 'domain', 'machine'), 'type', MACHINES.get(String(spec.architecture)) ?? 'q35');
}

function resourceDefaults(domain: Draft): void {
  const requests = open(domain, 'resources', 'requests');
  const limits = open(domain, 'resources', 'limits');
  const memory = open(domain, 'memory');
  if (!given(requests.cpu) && given(limits.cpu)) requests.cpu = limits.cpu;
  if (memory.guest !== undefined) return;
  const guest = [requests.memory, limits.memory, data(memory.hugepages)?.pageSize].find(given);
  if (guest !== undefined) memory.guest = guest;
}

/** Without a topology the CPUs of the resources become sockets; with a part of one the rest stays open. */
function topologyDefaults(domain: Draft): void {
  const cpu = open(domain, 'cpu');
  if (cpu.sockets || cpu.cores || cpu.threads) return;
  const { limits, requests } = open(domain, 'resources');
  const count = quantity(data(limits)?.cpu) ?? quantity(data(requests)?.cpu);
  cpu.sockets = count === undefined ? 1 : Number(units(count));
  cpu.cores = 1;
  cpu.threads = 1;
}

/** The default interface is a bridge, not masquerade. */
export function interfaceDefaults(spec: Draft): void {
  const devices = open(spec, 'domain', 'devices');
  const some = list(spec.networks).length > 0 || list(devices.interfaces).length > 0;
  if (some || devices.autoattachPodInterface === false) return;
  spec.networks = [{ name: 'default', pod: {} }];
  devices.interfaces = [{ name: 'default', bridge: {} }];
}

/** A volume that nothing mounts becomes a disk. */
export function diskDefaults(spec: Draft): void {
  const devices = open(spec, 'domain', 'devices');
  const mapped = [...list(devices.disks), ...list(devices.filesystems)].map((item) => data(item)?.name);
  const names = new Set(mapped);
  const added = list(spec.volumes)
    .map((volume) => ({ name: data(volume)?.name }))
    .filter(({ name }) => !names.has(name));
  if (added.length > 0) devices.disks = [...items(devices, 'disks'), ...added];
}

function given(value: unknown): boolean {
  const size = quantity(value);
  return size !== undefined && size !== 0n;
}
