import {
  type INetworkAttachment,
  InterfaceModel,
  InterfaceState,
  type Ip,
  type MultusSource,
  type Nad,
  type Network,
  type NetworkConfig,
  type NetworkType,
  type Nic,
  type NicOptions,
} from '../model';
import { networkKinds, resourceName } from '../networks';
import {
  compact,
  derivedMac,
  dnsLabel,
  invalid,
  linkName,
  macAddress,
  member,
  mtu,
  objectReference,
  wholeBetween,
} from '../values';
import type { Identity } from './identity';
import { hasIpv6, ipamOf, resolveIp } from './ip';
import { nadName } from './names';
import { networkType, refuseNicKeys, resolveWire, wireKeys } from './wire';

/** The wire end of a network: the NAD, made here or not, and what the VM must know of it. */
type WireEnd = Pick<Network, 'type' | 'nadName' | 'nadNamespace' | 'nad' | 'unused' | 'mtu' | 'resourceName'>;

/** One network of a VM: defaults filled in, single values checked. `field` is its place, `networks[1]`. */
export function resolveNetwork(field: string, config: NetworkConfig, vm: Identity): Network {
  const at = `${vm.path}: ${field}.`;
  const name = networkName(`${at}name`, config.name);
  if (config.nadName !== undefined && config.attachment !== undefined) {
    throw invalid(`${at}nadName`, config.nadName, 'take it or attachment away: a network has one NAD');
  }
  const end = wireEnd(at, config, vm);
  refuseNicKeys(at, config, end.type);
  const ip = config.ipConfig && resolveIp(`${at}ipConfig.`, config.ipConfig, end.type, end.nad !== undefined);
  mtu(`${at}mtu`, end.mtu, hasIpv6(ip));
  const ipam = ipamOf({ ip, nad: end.nad });
  return compact({
    ...end,
    nad: end.nad && ipam ? { ...end.nad, wire: { ...end.nad.wire, ipam } } : end.nad,
    field,
    name,
    ip,
    primary: config.primary === true,
    setName: config.setName === undefined ? undefined : linkName(`${at}setName`, config.setName),
    nic: nic(at, name, config, end, ip, vm),
  });
}

function wireEnd(at: string, config: NetworkConfig, vm: Identity): WireEnd {
  if (config.attachment !== undefined) return sharedNad(at, config, config.attachment);
  return config.nadName === undefined ? ownNad(at, config, vm) : existingNad(at, config, config.nadName);
}

function networkName(field: string, name: string): string {
  if (name === 'default') {
    throw invalid(field, name, 'use another name: default is the pod NIC, which the prop podNetwork describes');
  }
  return dnsLabel(field, name);
}

function ownNad(at: string, config: NetworkConfig, vm: Identity): WireEnd {
  const wire = resolveWire(at, config, config.name);
  const nad: Nad = { name: nadName(vm.prefix, config.name), wire };
  const resource = networkKinds[wire.type].resourceName(wire);
  return {
    type: wire.type,
    nadName: nad.name,
    nadNamespace: vm.namespace,
    nad,
    unused: [],
    mtu: config.mtu,
    resourceName: config.requestResource === false ? undefined : resource,
  };
}

/** The NAD decides the wire; what stands beside it and does nothing is kept, to be said at synth. */
function existingNad(at: string, config: NetworkConfig, reference: string): WireEnd {
  const { namespace, name } = objectReference(`${at}nadName`, reference);
  const used = ['mtu', 'resourceName', 'requestResource'];
  const resource =
    config.resourceName === undefined ? undefined : resourceName(`${at}resourceName`, config.resourceName);
  return {
    type: networkType(at, config.type),
    nadName: name,
    nadNamespace: namespace,
    unused: wireKeys.filter((key) => config[key] !== undefined && !used.includes(key)),
    mtu: config.mtu,
    resourceName: config.requestResource === false ? undefined : resource,
  };
}

function sharedNad(at: string, config: NetworkConfig, attachment: INetworkAttachment): WireEnd {
  for (const key of wireKeys) {
    if (config[key] !== undefined)
      throw invalid(`${at}${key}`, config[key], `set it on the attachment "${attachment.nadName}"`);
  }
  if (config.type !== undefined && config.type !== attachment.type) {
    throw invalid(
      `${at}type`,
      config.type,
      `take it away: the attachment "${attachment.nadName}" is of type ${attachment.type}`,
    );
  }
  return {
    type: attachment.type,
    nadName: attachment.nadName,
    nadNamespace: attachment.namespace,
    unused: [],
    mtu: attachment.mtu,
    resourceName: attachment.resourceName,
  };
}

function nic(at: string, name: string, options: NicOptions, end: WireEnd, ip: Ip | undefined, vm: Identity): Nic {
  const given = options.macAddress;
  return compact({
    name,
    binding: networkKinds[end.type].binding,
    source: multus(at, options, end, ip, vm),
    macAddress:
      given === undefined ? derivedMac(vm.namespace, vm.name, name, vm.macSalt) : macAddress(`${at}macAddress`, given),
    model: options.model === undefined ? undefined : member(`${at}model`, options.model, InterfaceModel),
    bootOrder:
      options.bootOrder === undefined ? undefined : wholeBetween(`${at}bootOrder`, options.bootOrder, 1, 65535),
    state: options.state === undefined ? undefined : state(at, options.state, options, end.type),
    pciAddress: options.pciAddress === undefined ? undefined : pciAddress(`${at}pciAddress`, options.pciAddress),
  });
}

/** Bare in the VM's own namespace, `namespace/name` only elsewhere: a switch between the two would be a restart. */
function multus(at: string, options: NicOptions, end: WireEnd, ip: Ip | undefined, vm: Identity): MultusSource {
  const elsewhere = end.nadNamespace !== undefined && end.nadNamespace !== vm.namespace;
  const networkName = elsewhere ? `${end.nadNamespace}/${end.nadName}` : end.nadName;
  if (options.multusDefault !== true) return { kind: 'multus', networkName };
  if (end.nad !== undefined && !ip?.byCni) {
    throw invalid(
      `${at}multusDefault`,
      true,
      'take it away, or set ipConfig.assignedBy CNI: without IPAM the pod never starts',
    );
  }
  // Multus looks a bare default network up in its own namespace.
  const namespace = end.nadNamespace ?? vm.namespace;
  if (namespace === undefined) {
    throw invalid(
      `${at}multusDefault`,
      true,
      'give the chart or metadata a namespace: Multus must be told where the NAD is',
    );
  }
  return { kind: 'multus', networkName: `${namespace}/${end.nadName}`, default: true };
}

function state(at: string, value: InterfaceState, options: NicOptions, type: NetworkType): InterfaceState {
  member(`${at}state`, value, InterfaceState);
  const unpluggable = networkKinds[type].binding === 'bridge' && options.multusDefault !== true;
  if (value !== InterfaceState.ABSENT || unpluggable) return value;
  throw invalid(`${at}state`, value, "use up or down: KubeVirt does not unplug the launcher pod's default network");
}

function pciAddress(field: string, value: string): string {
  if (typeof value === 'string' && /^[0-9a-fA-F]{4}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\.[0-7]$/.test(value)) return value;
  throw invalid(field, value, 'use domain:bus:slot.function in hex, such as 0000:81:01.0');
}
