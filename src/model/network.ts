import type { InterfaceModel, InterfaceState, NetworkType } from './network-config';
import type { PortProtocol } from './pod-network-config';

/** VLANs from one id to another, both included. */
export interface VlanRange {
  readonly from: number;
  readonly to: number;
}

/** The address that a NAD itself hands out. */
export interface Ipam {
  readonly address: string;
  readonly gateway?: string;
}

/** What a NAD says, with the defaults filled in. */
export interface Wire {
  readonly type: NetworkType;
  readonly bridgeName?: string;
  readonly vlanId?: number;
  readonly trunk?: readonly VlanRange[];
  readonly mtu?: number;
  /** macvlan: the device of the node, VLAN included. */
  readonly master?: string;
  readonly macSpoofCheck?: true;
  /** sriov: the device plugin's resource. */
  readonly resourceName?: string;
  readonly nodeResource?: true;
  readonly ipam?: Ipam;
}

/** One NetworkAttachmentDefinition. */
export interface Nad {
  readonly name: string;
  readonly wire: Wire;
}

/** A route beside the default one. */
export interface Route {
  readonly to: string;
  readonly via: string;
  readonly metric?: number;
}

/** The address of a NIC, with the defaults filled in. */
export interface Ip {
  readonly mode: 'static' | 'dhcp';
  readonly byCni: boolean;
  readonly addresses: readonly string[];
  readonly gateways: readonly string[];
  readonly dnsServers: readonly string[];
  readonly searchDomains: readonly string[];
  readonly routes: readonly Route[];
}

/** One network of a VM, with the defaults filled in. */
export interface Network {
  /** Place in the program's text, `networks[1]`, for what is said of it at synth. */
  readonly field: string;
  readonly name: string;
  readonly type: NetworkType;
  readonly nadName: string;
  readonly nadNamespace?: string;
  /** The NAD, where it is made with the VM. */
  readonly nad?: Nad;
  /** Wire options that stand beside `nadName` and do nothing. */
  readonly unused: readonly string[];
  readonly mtu?: number;
  /** Resource that the VM asks for. */
  readonly resourceName?: string;
  readonly ip?: Ip;
  readonly primary: boolean;
  readonly setName?: string;
  readonly nic: Nic;
}

export type Binding = 'masquerade' | 'bridge' | 'sriov';

/** A port of the pod NIC. */
export interface Port {
  readonly port: number;
  readonly name?: string;
  readonly protocol?: PortProtocol;
}

/** A NIC as the VirtualMachine has it: the pair of network and interface. */
export interface Nic {
  readonly name: string;
  readonly binding: Binding;
  readonly source: PodSource | MultusSource;
  readonly macAddress: string;
  readonly model?: InterfaceModel;
  readonly bootOrder?: number;
  readonly state?: InterfaceState;
  readonly pciAddress?: string;
  readonly ports?: readonly Port[];
}

export interface PodSource {
  readonly kind: 'pod';
  readonly vmNetworkCidr?: string;
  readonly vmIpv6NetworkCidr?: string;
}

export interface MultusSource {
  readonly kind: 'multus';
  /** The NAD as the VM refers to it: `name`, or `namespace/name` in another namespace. */
  readonly networkName: string;
  readonly default?: true;
}

/** The pod NIC, with the defaults filled in. */
export interface PodNetwork {
  readonly enabled?: boolean;
  readonly nic: Nic;
  readonly ipv6: boolean;
  readonly clusterCidrs: readonly string[];
  /** Options that were given, and that do nothing without the NIC. */
  readonly given: readonly string[];
}
