import {
  ANTI_AFFINITY_GROUP,
  type CloudInit,
  type DataVolume,
  type DeclaredDisk,
  type Ethernet,
  type Fault,
  type GpuConfig,
  type Network,
  type PodNetwork,
  type Vm,
  type WukongVmProps,
} from '../model';
import { resourceName } from '../networks';
import { byteSize, dnsLabel, image, invalid, labelKey, labelValue, RESERVED_LABELS, wholeBetween } from '../values';
import { resolveCloudInit } from './cloud-init';
import { resolveDisks } from './disks';
import { resolveGuest } from './guest';
import { type Identity, resolveIdentity } from './identity';
import { networkFaults, podFaults } from './network-faults';
import { type Placement, resolvePlacement } from './placement';
import { resolvePodNetwork } from './pod-network';

/** What is known of a VM when its construct is made: all but networks and disks, which may still come. */
export interface DeclaredVm {
  readonly identity: Identity;
  readonly vm: Pick<Vm, 'labels' | 'cpu' | 'memory' | 'gpus'>;
  readonly osImage?: string;
  readonly pod: PodNetwork;
  readonly cloudInit: CloudInit;
  readonly placement: Placement;
}

/** Everything that the manifests of a VM are made of, and what does not go together in it. */
export interface ResolvedVm {
  readonly vm: Vm;
  readonly ethernets: readonly Ethernet[];
  readonly keptDisks: readonly DataVolume[];
  readonly faults: readonly Fault[];
}

/** Props to model, or an error about one value. */
export function resolveProps(
  path: string,
  id: string,
  chart: { readonly id: string; readonly namespace?: string },
  props: WukongVmProps,
): DeclaredVm {
  const identity = resolveIdentity(path, id, chart.namespace, props);
  if (props.osImage !== undefined) image(`${path}: osImage`, props.osImage);
  if (props.memory === undefined) throw invalid(`${path}: memory`, undefined, "give the guest's memory, such as '4Gi'");
  return {
    identity,
    vm: {
      labels: labels(path, props.metadata),
      cpu: cpu(path, props),
      memory: byteSize(`${path}: memory`, props.memory),
      gpus: gpus(`${path}: gpus`, props.gpus ?? []),
    },
    osImage: props.osImage,
    pod: resolvePodNetwork(props.podNetwork ?? {}, identity),
    cloudInit: resolveCloudInit(path, props),
    placement: resolvePlacement(path, chart.id, props.highAvailability, props.startStrategy),
  };
}

/** The whole VM, with its networks and disks. What is wrong between them comes back as data: nothing throws at synth. */
export function resolveVm(
  declared: DeclaredVm,
  networks: readonly Network[],
  disks: readonly DeclaredDisk[],
): ResolvedVm {
  const { identity, cloudInit, placement } = declared;
  const podEnabled = declared.pod.enabled ?? !networks.some((network) => network.primary);
  const pod = podEnabled ? declared.pod : undefined;
  const nics = [...(pod ? [pod.nic] : []), ...networks.map((network) => network.nic)];
  const guest = resolveGuest(networks, pod);
  const settled = resolveDisks(identity.path, declared.osImage, disks, nics);
  const { faults: placementFaults, ...placed } = placement;
  return {
    vm: {
      ...declared.vm,
      ...placed,
      nics,
      disks: settled.disks,
      sshKeys: cloudInit.sshKeys,
      passwordSecret: cloudInit.passwordSecret,
      resources: resources(networks),
    },
    ethernets: guest.ethernets,
    keptDisks: settled.kept,
    faults: [
      ...networkFaults(identity, networks, pod),
      ...podFaults(declared.pod, podEnabled),
      ...guest.faults,
      ...settled.faults,
      ...cloudInit.faults,
      ...placementFaults,
    ],
  };
}

/** They also go on the pod template, where a malformed one stops the start, and KubeVirt keeps some for itself. */
function labels(
  path: string,
  { labels: given = {}, annotations = {} }: NonNullable<WukongVmProps['metadata']> = {},
): Vm['labels'] {
  for (const [key, value] of Object.entries(given)) {
    const field = `${path}: metadata.labels["${key}"]`;
    labelKey(field, key);
    labelValue(field, value);
    if (RESERVED_LABELS.includes(key))
      throw invalid(field, value, 'take it away: KubeVirt keeps this label for itself');
    if (key === ANTI_AFFINITY_GROUP) throw invalid(field, value, 'set highAvailability.antiAffinityGroup in its place');
  }
  for (const key of Object.keys(annotations)) labelKey(`${path}: metadata.annotations["${key}"]`, key);
  return { ...given };
}

/** Sockets, as they alone can be raised on a running VM; all three numbers, so that KubeVirt caps maxSockets by them. */
function cpu(path: string, { cpu: count, cpuTopology }: WukongVmProps): Vm['cpu'] {
  if (cpuTopology === undefined) {
    if (count === undefined) throw invalid(`${path}: cpu`, undefined, 'give the number of vCPUs, or cpuTopology');
    return { sockets: wholeBetween(`${path}: cpu`, count, 1, 512), cores: 1, threads: 1 };
  }
  if (count !== undefined) throw invalid(`${path}: cpu`, count, 'take it or cpuTopology away');
  const number = (key: 'sockets' | 'cores' | 'threads') =>
    wholeBetween(`${path}: cpuTopology.${key}`, cpuTopology[key] ?? 1, 1, 512);
  const topology = { sockets: number('sockets'), cores: number('cores'), threads: number('threads') };
  const product = topology.sockets * topology.cores * topology.threads;
  if (product <= 512) return topology;
  throw invalid(`${path}: cpuTopology`, cpuTopology, `use 512 vCPUs at most: this makes ${product}`);
}

function gpus(field: string, given: readonly GpuConfig[]): Vm['gpus'] {
  const seen = new Set<string>();
  return given.map(({ name, deviceName }, i) => {
    if (seen.has(dnsLabel(`${field}[${i}].name`, name)))
      throw invalid(`${field}[${i}].name`, name, 'use each name once');
    seen.add(name);
    return { name, deviceName: resourceName(`${field}[${i}].deviceName`, deviceName, 'nvidia.com/GA102GL_A10') };
  });
}

/** The pod must ask the node for one device for each NIC. */
function resources(networks: readonly Network[]): Vm['resources'] {
  const counts: Record<string, number> = {};
  for (const { resourceName: name } of networks) {
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
