import type { InterfaceModel } from './network-config';

/** Protocol of a port of the pod NIC. */
export enum PortProtocol {
  /** TCP. */
  TCP = 'TCP',
  /** UDP. */
  UDP = 'UDP',
}

/** A port of the pod NIC (KubeVirt `interfaces[].ports[]`). */
export interface PodPort {
  /** Port number, 1 to 65535. */
  readonly port: number;

  /**
   * Port name of at most 15 lower-case letters, digits and inner hyphens; unique in the VM.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * Protocol.
   *
   * @default PortProtocol.TCP
   */
  readonly protocol?: PortProtocol;
}

/** The cluster's pod network as the first NIC of the VM, named `default`, with KubeVirt's masquerade binding. */
export interface PodNetworkConfig {
  /**
   * Whether the VM has this NIC. `true` beside a `primary` network keeps it, without the default route.
   *
   * @default - true, unless a network is primary
   */
  readonly enabled?: boolean;

  /**
   * Only these ports are forwarded into the guest.
   *
   * @default - all ports
   */
  readonly ports?: PodPort[];

  /**
   * MAC address, as in a network; `02:00:00:00:00:00` is refused, as KubeVirt keeps it for itself.
   *
   * @default - `02:` and 40 bits of the SHA-256 of namespace, VM and `default`
   */
  readonly macAddress?: string;

  /**
   * NIC model that the guest sees (KubeVirt `interfaces[].model`).
   *
   * @default - KubeVirt's, virtio
   */
  readonly model?: InterfaceModel;

  /**
   * IPv4 network between KubeVirt and the guest, in CIDR form (KubeVirt `networks[].pod.vmNetworkCIDR`).
   *
   * @default - KubeVirt's 10.0.2.0/24, not written
   */
  readonly vmNetworkCidr?: string;

  /**
   * Gives the guest an IPv6 address on this NIC (networkData), and `::/0` where the NIC has the default route. KubeVirt
   * itself sends no router advertisement.
   *
   * @default false
   */
  readonly ipv6?: boolean;

  /**
   * IPv6 network between KubeVirt and the guest, in CIDR form (KubeVirt `networks[].pod.vmIPv6NetworkCIDR`).
   *
   * @default - KubeVirt's fd10:0:2::/120, not written
   */
  readonly vmIpv6NetworkCidr?: string;

  /**
   * Pod and service networks of the cluster, in CIDR form, that the guest reaches by this NIC when it does not have the
   * default route: without them replies to the cluster leave by the other NIC.
   *
   * @default - none
   */
  readonly clusterCidrs?: string[];
}
