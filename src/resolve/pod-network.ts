import { InterfaceModel, type PodNetwork, type PodNetworkConfig, type Port, PortProtocol } from '../model';
import { compact, derivedMac, invalid, macAddress, member, networkCidr, port, portName, unlessEmpty } from '../values';
import type { Identity } from './identity';

/** Names of the pod NIC: KubeVirt's own for the NIC that it adds. */
export const POD_NIC = 'default';

export function resolvePodNetwork(config: PodNetworkConfig, vm: Identity): PodNetwork {
  const at = `${vm.path}: podNetwork.`;
  const { enabled, model } = config;
  return compact({
    given: Object.keys(config).filter(
      (key) => key !== 'enabled' && config[key as keyof PodNetworkConfig] !== undefined,
    ),
    enabled,
    ipv6: config.ipv6 === true,
    clusterCidrs: (config.clusterCidrs ?? []).map((cidr, i) => clusterCidr(`${at}clusterCidrs[${i}]`, cidr, config)),
    nic: compact({
      name: POD_NIC,
      binding: 'masquerade' as const,
      source: compact({
        kind: 'pod' as const,
        vmNetworkCidr: innerCidr(`${at}vmNetworkCidr`, config.vmNetworkCidr, 4),
        vmIpv6NetworkCidr: innerCidr(`${at}vmIpv6NetworkCidr`, config.vmIpv6NetworkCidr, 6),
      }),
      macAddress:
        config.macAddress === undefined
          ? derivedMac(vm.namespace, vm.name, POD_NIC, vm.macSalt)
          : podMac(`${at}macAddress`, config.macAddress),
      model: model === undefined ? undefined : member(`${at}model`, model, InterfaceModel),
      ports: config.ports && unlessEmpty(ports(`${at}ports`, config.ports)),
    }),
  });
}

function ports(field: string, given: NonNullable<PodNetworkConfig['ports']>): readonly Port[] {
  const names = new Set<string>();
  return given.map(({ port: number, name, protocol }, i) => {
    if (name !== undefined && names.has(portName(`${field}[${i}].name`, name))) {
      throw invalid(`${field}[${i}].name`, name, 'use each port name once');
    }
    if (name !== undefined) names.add(name);
    return compact({
      port: port(`${field}[${i}].port`, number),
      name,
      protocol: protocol === undefined ? undefined : member(`${field}[${i}].protocol`, protocol, PortProtocol),
    });
  });
}

/** KubeVirt takes the first host of it, the guest has the second. */
function innerCidr(field: string, value: string | undefined, family: 4 | 6): string | undefined {
  if (value === undefined) return undefined;
  const cidr = networkCidr(field, value);
  const longest = family === 4 ? 30 : 126;
  if (cidr.family === family && cidr.prefix >= 1 && cidr.prefix <= longest) return cidr.text;
  throw invalid(field, value, `use an IPv${family} network with a prefix from 1 to ${longest}`);
}

function podMac(field: string, value: string): string {
  const mac = macAddress(field, value);
  if (mac !== '02:00:00:00:00:00') return mac;
  throw invalid(field, value, 'use another address: KubeVirt keeps this one for its end of the masquerade link');
}

function clusterCidr(field: string, value: string, config: PodNetworkConfig): string {
  const cidr = networkCidr(field, value);
  if (cidr.prefix === 0)
    throw invalid(field, value, "name the cluster's pod and service networks: this is a default route");
  if (cidr.family === 6 && config.ipv6 !== true)
    throw invalid(field, value, 'set podNetwork.ipv6, or take IPv6 networks away');
  return cidr.text;
}
