import { FindingSeverity } from '../findings';
import type { InterfaceView, Manifests, VmView } from '../manifest';
import type { Ethernet } from '../model';
import { at, overlap, readCidr } from '../values';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.WARNING;

/** KubeVirt's network between it and the guest, where none is written. */
const INNER_CIDR = '10.0.2.0/24';

export const networkPodNic: readonly Rule[] = [
  { id: 'pod-nic-not-default', family: 'network', check: podNicNotDefault },
  { id: 'pod-subnet-overlap', family: 'network', check: podSubnetOverlap },
];

/** Masquerade leaves the sender's address as it is, so the guest answers by its default route. */
function* podNicNotDefault({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const pod = podNic(vm);
    const probed = probes(vm).length > 0;
    if (pod === undefined || !(pod.nic.hasPorts || probed)) continue;
    const ethernet = ethernetOf(vm, pod.nic);
    if (ethernet?.useRoutes !== false || ethernet.routes !== undefined) continue;
    yield {
      severity,
      object: vm,
      field: pod.nic.field,
      message: 'the pod NIC serves ports or probes and does not have the default route: replies leave by the other NIC',
      fix: "write routes to the cluster's pod and service networks in the entry of the pod NIC",
      fixInProps: "list the cluster's pod and service networks in podNetwork.clusterCidrs",
    };
  }
}

function* podSubnetOverlap({ vms }: Manifests): Iterable<Found> {
  for (const vm of vms) {
    const pod = podNic(vm);
    const inner = pod && readCidr(pod.vmNetworkCidr ?? INNER_CIDR);
    if (pod === undefined || inner === undefined || vm.networks.length < 2) continue;
    for (const { id, macAddress, addresses } of vm.ethernets()) {
      const clash = (addresses ?? []).find((address) => overlapping(address, inner));
      if (clash === undefined || macAddress === pod.nic.macAddress) continue;
      yield {
        severity,
        object: vm,
        field: pod.field,
        message: `the address ${clash} of "${id}" lies in ${inner.text}, the network between KubeVirt and the guest on the pod NIC`,
        fix: 'set pod.vmNetworkCIDR to a network that the guest does not meet elsewhere',
        fixInProps: 'set podNetwork.vmNetworkCidr to a network that the guest does not meet elsewhere',
      };
    }
  }
}

/** The probes that come by the network. */
function probes({ spec, specField }: VmView): readonly string[] {
  return ['readinessProbe', 'livenessProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket']
      .filter((way) => at(spec, probe, way) !== undefined)
      .map((way) => `${specField}.${probe}.${way}`),
  );
}

function overlapping(address: string, inner: NonNullable<ReturnType<typeof readCidr>>): boolean {
  const cidr = readCidr(address);
  return cidr !== undefined && overlap(cidr, inner);
}

function podNic(
  vm: VmView,
): { readonly nic: InterfaceView; readonly field: string; readonly vmNetworkCidr?: string } | undefined {
  const network = vm.networks.find(({ pod }) => pod);
  const nic = vm.interfaces.find(({ name }) => name === network?.name);
  return network && nic && { nic, field: network.field, vmNetworkCidr: network.vmNetworkCidr };
}

function ethernetOf(vm: VmView, nic: InterfaceView): Ethernet | undefined {
  return nic.macAddress === undefined
    ? undefined
    : vm.ethernets().find(({ macAddress }) => macAddress === nic.macAddress);
}
