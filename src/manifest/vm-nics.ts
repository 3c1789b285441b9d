import type {
  VirtualMachineSpecTemplateSpecDomainDevicesInterfaces,
  VirtualMachineSpecTemplateSpecNetworks,
} from '../../imports/kubevirt.io';
import type {
  Binding,
  InterfaceModel,
  InterfaceState,
  MultusSource,
  Nic,
  PodSource,
  Port,
  PortProtocol,
} from '../model';
import { at, compact, type Data, data, list, text, unlessEmpty, whole } from '../values';
import type { Plain } from './plain';

export function renderInterface(nic: Nic): Plain<VirtualMachineSpecTemplateSpecDomainDevicesInterfaces> {
  const { name, binding, macAddress, model, bootOrder, state, pciAddress, ports } = nic;
  return compact({
    name,
    [binding]: {},
    macAddress,
    model,
    bootOrder,
    state,
    pciAddress,
    ports: ports?.map((port) => compact({ name: port.name, port: port.port, protocol: port.protocol })),
  });
}

export function renderNetwork({ name, source }: Nic): Plain<VirtualMachineSpecTemplateSpecNetworks> {
  if (source.kind === 'multus') {
    return { name, multus: compact({ networkName: source.networkName, default: source.default }) };
  }
  return { name, pod: compact({ vmNetworkCIDR: source.vmNetworkCidr, vmIPv6NetworkCIDR: source.vmIpv6NetworkCidr }) };
}

const BINDINGS: readonly Binding[] = ['masquerade', 'bridge', 'sriov'];

/** The NICs in the order of the interfaces; one with another binding, or without its network, is passed over. */
export function readNics(spec: Data): readonly Nic[] {
  const sources = new Map(list(spec.networks).map((network) => [at(network, 'name'), readSource(data(network) ?? {})]));
  return list(at(spec, 'domain', 'devices', 'interfaces')).flatMap((item) => {
    const nic = data(item) ?? {};
    const name = text(nic.name);
    const source = sources.get(name);
    const binding = BINDINGS.find((key) => nic[key] !== undefined);
    if (name === undefined || source === undefined || binding === undefined) return [];
    return [
      compact({
        name,
        binding,
        source,
        macAddress: text(nic.macAddress) ?? '',
        model: text(nic.model) as InterfaceModel | undefined,
        bootOrder: whole(nic.bootOrder),
        state: text(nic.state) as InterfaceState | undefined,
        pciAddress: text(nic.pciAddress),
        ports: unlessEmpty(list(nic.ports).map(readPort)),
      }),
    ];
  });
}

function readSource({ pod, multus }: Data): PodSource | MultusSource | undefined {
  if (data(pod)) {
    const [vmNetworkCidr, vmIpv6NetworkCidr] = [text(at(pod, 'vmNetworkCIDR')), text(at(pod, 'vmIPv6NetworkCIDR'))];
    return compact({ kind: 'pod' as const, vmNetworkCidr, vmIpv6NetworkCidr });
  }
  const networkName = text(at(multus, 'networkName'));
  if (networkName === undefined) return undefined;
  return compact({
    kind: 'multus' as const,
    networkName,
    default: at(multus, 'default') === true ? (true as const) : undefined,
  });
}

function readPort(value: unknown): Port {
  const port = data(value) ?? {};
  return compact({
    port: whole(port.port) ?? 0,
    name: text(port.name),
    protocol: text(port.protocol) as PortProtocol | undefined,
  });
}
