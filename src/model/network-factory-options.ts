import type { ExistingAttachmentOptions, MacvlanMode, NicOptions } from './network-config';

/** Options of `Network.existing`. */
export interface ExistingNetworkOptions extends ExistingAttachmentOptions, NicOptions {}

/** Options of `Network.bridge`. */
export interface BridgeNetworkOptions extends NicOptions {
  /**
   * Bridge on the node (CNI `bridge`), at most 15 characters.
   *
   * @default - `br-` and the network's name, a longer one cut and ended with a hash
   */
  readonly bridgeName?: string;

  /**
   * 802.1Q VLAN id, 1 to 4094; beside `trunk` the native VLAN.
   *
   * @default - untagged
   */
  readonly vlanId?: number;

  /**
   * VLANs that the guest gets tagged: ids and ranges, `['10', '20-30']`.
   *
   * @default - no trunk
   */
  readonly trunk?: string[];

  /**
   * MTU in bytes, 68 to 65535.
   *
   * @default - the plugin's
   */
  readonly mtu?: number;

  /**
   * Lets the VM send with its own MAC only (CNI `macspoofchk`).
   *
   * @default false
   */
  readonly macSpoofCheck?: boolean;

  /**
   * Runs the VM only on nodes whose marker reports the bridge.
   *
   * @default false
   */
  readonly nodeResource?: boolean;
}

/** Options of `Network.ovs`. */
export interface OvsNetworkOptions extends NicOptions {
  /**
   * Open vSwitch bridge on the node (CNI `bridge`), at most 15 characters.
   *
   * @default - `br-` and the network's name, a longer one cut and ended with a hash
   */
  readonly bridgeName?: string;

  /**
   * 802.1Q VLAN id, 1 to 4094; refused beside `trunk`.
   *
   * @default - all VLANs, and a warning
   */
  readonly vlanId?: number;

  /**
   * VLANs that the guest gets tagged: ids and ranges, `['10', '20-30']`.
   *
   * @default - no trunk
   */
  readonly trunk?: string[];

  /**
   * MTU in bytes, 68 to 65535.
   *
   * @default - the plugin's
   */
  readonly mtu?: number;

  /**
   * Runs the VM only on nodes whose marker reports the bridge.
   *
   * @default false
   */
  readonly nodeResource?: boolean;
}

/** Options of `Network.sriov`. */
export interface SriovNetworkOptions extends NicOptions {
  /** Resource of the device plugin, `vendor.com/name`. */
  readonly resourceName: string;

  /**
   * Whether the VM asks for the resource itself; `false` where an injector webhook of the cluster does.
   *
   * @default true
   */
  readonly requestResource?: boolean;

  /**
   * 802.1Q VLAN id, 1 to 4094.
   *
   * @default - untagged
   */
  readonly vlanId?: number;

  /**
   * MTU in bytes that the guest sets (networkData), 68 to 65535.
   *
   * @default - the guest's
   */
  readonly mtu?: number;
}

/** Options of `Network.macvlan`. */
export interface MacvlanNetworkOptions extends NicOptions {
  /** Spare NIC of the node (CNI `master`), at most 15 characters. */
  readonly physicalInterface: string;

  /** Mode; only PASSTHRU is taken. */
  readonly macvlanMode: MacvlanMode;

  /**
   * 802.1Q VLAN id, 1 to 4094: the master becomes `{physicalInterface}.{vlanId}`, which must exist on the node.
   *
   * @default - untagged
   */
  readonly vlanId?: number;

  /**
   * MTU in bytes, 68 to that of the node's NIC.
   *
   * @default - the plugin's
   */
  readonly mtu?: number;
}
