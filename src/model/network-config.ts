import type { IpConfig } from './ip-config';
import type { INetworkAttachment } from './network-attachment';

/** Kind of a network: it decides the CNI plugin of the NAD and the binding of the VM's interface. */
export enum NetworkType {
  /** Linux bridge on the node (CNI `bridge`), KubeVirt's bridge binding. */
  BRIDGE = 'bridge',
  /** A spare NIC of the node for one VM (CNI `macvlan`, mode passthru), KubeVirt's bridge binding. */
  MACVLAN = 'macvlan',
  /** A virtual function of a NIC (CNI `sriov`), KubeVirt's sriov binding. */
  SRIOV = 'sriov',
  /** Open vSwitch bridge on the node (CNI `ovs`), KubeVirt's bridge binding. */
  OVS = 'ovs',
}

/**
 * Modes of the macvlan plugin. Only PASSTHRU is taken: under KubeVirt's bridge binding the guest has the pod NIC's MAC,
 * and in every other mode the kernel drops what comes back for it.
 */
export enum MacvlanMode {
  /** All frames of the node's NIC go to the one VM on it. */
  PASSTHRU = 'passthru',
  /** Refused; the error names the ways out. */
  BRIDGE = 'bridge',
  /** Refused; the error names the ways out. */
  PRIVATE = 'private',
  /** Refused; the error names the ways out. */
  VEPA = 'vepa',
}

/** NIC model that the guest sees (KubeVirt `interfaces[].model`). */
export enum InterfaceModel {
  /** Paravirtual; the fast one. */
  VIRTIO = 'virtio',
  /** Intel 82540EM. */
  E1000 = 'e1000',
  /** Intel 82574L. */
  E1000E = 'e1000e',
  /** Intel 82576. */
  IGB = 'igb',
  /** NE2000 on PCI. */
  NE2K_PCI = 'ne2k_pci',
  /** AMD PCnet. */
  PCNET = 'pcnet',
  /** Realtek 8139. */
  RTL8139 = 'rtl8139',
}

/** Link state of a NIC (KubeVirt `interfaces[].state`). */
export enum InterfaceState {
  /** Link up. Not on sriov. */
  UP = 'up',
  /** Link down. Not on sriov. */
  DOWN = 'down',
  /** Unplugged from the running VM; only on the bridge binding. */
  ABSENT = 'absent',
}

/** The wire: what a NAD says. */
export interface NetworkAttachmentOptions {
  /**
   * Kind of the network.
   *
   * @default NetworkType.BRIDGE
   */
  readonly type?: NetworkType;

  /**
   * Bridge on the node (CNI `bridge`); used by bridge and ovs. At most 15 letters, digits, dots, hyphens and
   * underscores.
   *
   * @default - `br-` and the network's name (stand-alone: the construct id), a longer one cut and ended with a hash
   */
  readonly bridgeName?: string;

  /**
   * 802.1Q VLAN id, 1 to 4094; used by all types. On bridge it needs, on every node, a bridge with VLAN filtering whose
   * uplink carries the VLAN. On macvlan the master becomes `{physicalInterface}.{vlanId}`.
   *
   * @default - untagged (on ovs: all VLANs, and a warning)
   */
  readonly vlanId?: number;

  /**
   * VLANs that the guest gets tagged: ids and ranges, `['10', '20-30']`, without overlap; used by bridge (CNI
   * `vlanTrunk`, where `vlanId` beside it is the native VLAN) and ovs (CNI `trunk`, where `vlanId` beside it is refused).
   *
   * @default - no trunk
   */
  readonly trunk?: string[];

  /**
   * MTU in bytes, 68 to 65535, and 1280 or more with an IPv6 address; used by all types. It is written into the NAD
   * (not on sriov) and into networkData. The uplink must carry it too: the plugins do not check that.
   *
   * @default - the plugin's
   */
  readonly mtu?: number;

  /**
   * NIC of the node (CNI `master`); used by macvlan, which requires it: a spare NIC, as all its frames go to the VM.
   *
   * @default - none
   */
  readonly physicalInterface?: string;

  /**
   * Mode of the macvlan plugin; used by macvlan, where PASSTHRU must be written.
   *
   * @default - none
   */
  readonly macvlanMode?: MacvlanMode;

  /**
   * Resource of the device plugin, `vendor.com/name`; used by sriov, which requires it unless `nadName` is given.
   * Written as annotation `k8s.v1.cni.cncf.io/resourceName` of the NAD, and asked for by the VM.
   *
   * @default - none
   */
  readonly resourceName?: string;

  /**
   * Whether the VM asks for the resource itself (`domain.resources` requests and limits); used by sriov. KubeVirt from
   * 1.9 on does not ask for it any more. `false` where an injector webhook of the cluster does.
   *
   * @default true
   */
  readonly requestResource?: boolean;

  /**
   * Runs the VM only on nodes whose marker reports the bridge (bridge-marker, ovs-cni's marker); used by bridge and
   * ovs. Where no marker runs, the pod stays Pending.
   *
   * @default false
   */
  readonly nodeResource?: boolean;

  /**
   * Lets the VM send with its own MAC only (CNI `macspoofchk`); used by bridge. It breaks VRRP, nested VMs and bonds
   * that move their MAC.
   *
   * @default false
   */
  readonly macSpoofCheck?: boolean;
}

/** The NIC: what one VM says of its end. */
export interface NicOptions {
  /**
   * Address of the NIC in the guest.
   *
   * @default - the NIC is listed for the guest without an address (guests with NetworkManager still take a DHCP lease)
   */
  readonly ipConfig?: IpConfig;

  /**
   * MAC address: unicast, six bytes, with colons, dashes, dots or bare; written in lower case with colons (KubeVirt
   * `interfaces[].macAddress`).
   *
   * @default - `02:` and 40 bits of the SHA-256 of namespace, VM and network name
   */
  readonly macAddress?: string;

  /**
   * NIC model that the guest sees (KubeVirt `interfaces[].model`). Refused on sriov.
   *
   * @default - KubeVirt's, virtio
   */
  readonly model?: InterfaceModel;

  /**
   * This NIC has the guest's default route, and the pod NIC is off unless `podNetwork.enabled` is true. At most one
   * network of a VM.
   *
   * @default false
   */
  readonly primary?: boolean;

  /**
   * Makes the network the launcher pod's own (KubeVirt `multus.default`). Only without pod NIC, and only where the CNI
   * gives an address (`ipConfig.assignedBy: CNI`): a default delegate without IPAM never starts.
   *
   * @default false
   */
  readonly multusDefault?: boolean;

  /**
   * Place in the boot order, from 1 (KubeVirt `interfaces[].bootOrder`). Unique among the VM's NICs and disks.
   *
   * @default - the VM does not boot from this NIC
   */
  readonly bootOrder?: number;

  /**
   * Link state (KubeVirt `interfaces[].state`). UP and DOWN are refused on sriov, ABSENT is only for the bridge binding.
   *
   * @default - not written; the link is up
   */
  readonly state?: InterfaceState;

  /**
   * PCI address in the guest, `0000:81:01.0` (KubeVirt `interfaces[].pciAddress`).
   *
   * @default - KubeVirt's choice
   */
  readonly pciAddress?: string;

  /**
   * Name that cloud-init gives the NIC in the guest (`set-name`), at most 15 characters, unique in the VM. One missing
   * NIC then takes the network of all others down, so only where a name is needed.
   *
   * @default - the guest's own name
   */
  readonly setName?: string;
}

/** One network of a VM: the wire and the NIC in one flat mapping. */
export interface NetworkConfig extends NetworkAttachmentOptions, NicOptions {
  /**
   * DNS label, unique in the VM, not `default`. Names the NAD (`{vm}-{name}-nad`), the VM's network and interface, and
   * the entry in networkData.
   */
  readonly name: string;

  /**
   * An existing NAD, `name` or `namespace/name`; none is rendered. `type`, `mtu`, `resourceName` and `requestResource`
   * keep their effect beside it; other options of the wire are a warning, as the NAD decides.
   *
   * @default - a NAD is made
   */
  readonly nadName?: string;

  /**
   * A NetworkAttachment that VMs share. Options of the wire beside it are an error, but for the same `type`.
   *
   * @default - a NAD is made
   */
  readonly attachment?: INetworkAttachment;
}

/** What is to be known of a NAD that somebody else made. */
export interface ExistingAttachmentOptions {
  /**
   * Kind of the network: it decides the binding of the VM's interface.
   *
   * @default NetworkType.BRIDGE
   */
  readonly type?: NetworkType;

  /**
   * MTU in bytes that the guest sets (networkData), 68 to 65535.
   *
   * @default - not written
   */
  readonly mtu?: number;

  /**
   * Resource that a VM on it asks for, `vendor.com/name`: the device plugin's on sriov, or a marker's.
   *
   * @default - a VM asks for nothing
   */
  readonly resourceName?: string;

  /**
   * Whether the VM asks for the resource itself.
   *
   * @default true
   */
  readonly requestResource?: boolean;
}
