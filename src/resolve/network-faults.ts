import type { Fault, Network, PodNetwork } from '../model';
import { derivedMac } from '../values';
import type { Identity } from './identity';

/** What does not go together among the networks of a VM, but for default routes (guest.ts). */
export function networkFaults(
  vm: Identity,
  networks: readonly Network[],
  pod: PodNetwork | undefined,
): readonly Fault[] {
  return [
    ...twoPrimaries(networks),
    ...multusDefaults(networks),
    ...networks.flatMap(unusedOptions),
    ...unknownNamespace(vm, networks, pod),
  ];
}

/** What is said of a pod NIC that the VM does not have. */
export function podFaults({ given }: PodNetwork, enabled: boolean): readonly Fault[] {
  if (enabled) return [];
  return given.map((key) => ({
    rule: 'pod-option-without-nic',
    field: `podNetwork.${key}`,
    message: `${key} has no effect: the VM has no pod NIC`,
    fix: 'take it away, or set podNetwork.enabled: true',
  }));
}

function twoPrimaries(networks: readonly Network[]): Fault[] {
  const primaries = networks.filter((network) => network.primary);
  if (primaries.length < 2) return [];
  return [
    {
      rule: 'two-primaries',
      field: `${primaries[1]?.field}.primary`,
      message: `the networks ${primaries.map((network) => `"${network.name}"`).join(' and ')} are all primary`,
      fix: 'keep primary: true on the one with the default route',
    },
  ];
}

/** Two of them, or one beside the pod NIC, are KubeVirt's to refuse. */
function multusDefaults(networks: readonly Network[]): Fault[] {
  const defaults = networks.filter(({ nic }) => nic.source.kind === 'multus' && nic.source.default);
  const faults: Fault[] = [];
  for (const { field, nad, nadName } of defaults) {
    if (nad !== undefined) continue;
    faults.push({
      rule: 'multus-default-without-ipam',
      field: `${field}.multusDefault`,
      message: `the launcher pod never starts if the NAD "${nadName}" has no IPAM that gives an address`,
      fix: 'make sure that it has one, or take multusDefault away: primary: true needs none',
    });
  }
  return faults;
}

function unusedOptions({ field, unused, nadName }: Network): Fault[] {
  return unused.map((key) => ({
    rule: 'wire-option-beside-nad',
    field: `${field}.${key}`,
    message: `${key} is ignored beside nadName: the NAD "${nadName}" decides`,
    fix: 'take it away, or take nadName away to have a NAD made',
  }));
}

function unknownNamespace(vm: Identity, networks: readonly Network[], pod: PodNetwork | undefined): Fault[] {
  if (vm.namespace !== undefined) return [];
  const nics = [...(pod ? [pod.nic] : []), ...networks.map((network) => network.nic)];
  const derived = nics.filter((nic) => nic.macAddress === derivedMac(undefined, vm.name, nic.name, vm.macSalt));
  if (derived.length === 0) return [];
  return [
    {
      rule: 'unknown-namespace',
      field: 'metadata.namespace',
      message: 'the MAC addresses are made without a namespace: this YAML in two namespaces would repeat them',
      fix: 'give the chart or metadata a namespace',
    },
  ];
}
