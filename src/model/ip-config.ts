/** How a NIC gets its address. */
export enum IpMode {
  /** The addresses of `IpConfig.address` and `addresses`. */
  STATIC = 'static',
  /** DHCPv4, answered by a server on the network. */
  DHCP = 'dhcp',
}

/** Who hands a static address out. */
export enum IpAssignedBy {
  /** The guest's cloud-init sets it (networkData). The address survives live migration. */
  GUEST = 'guest',
  /**
   * The CNI plugin sets it (NAD `ipam`), and KubeVirt hands it to the guest by DHCP. One VM for the NAD, one IPv4
   * address, never on sriov.
   */
  CNI = 'cni',
}

/** One more route of a NIC (cloud-init network config v2, `routes[]`). */
export interface RouteConfig {
  /**
   * Destination: a network in CIDR form without host bits, `10.9.0.0/16`. A default destination (`0.0.0.0/0`, `::/0`)
   * is refused: write `gateway` instead.
   */
  readonly to: string;

  /**
   * Next hop, a bare IP inside one of the NIC's subnets; for IPv6 a link-local address will do. On a DHCP NIC, whose
   * subnet is unknown, only its form is checked.
   */
  readonly via: string;

  /**
   * Metric from 0 to 4294967295; the lower one wins.
   *
   * @default - none is written; the guest's network manager chooses
   */
  readonly metric?: number;
}

/**
 * The address of one NIC. It is written into the guest's cloud-init networkData, matched by the NIC's MAC, and not into
 * the NAD, unless `assignedBy` says so.
 *
 * @see https://cloudinit.readthedocs.io/en/latest/reference/network-config-format-v2.html
 */
export interface IpConfig {
  /** STATIC needs an address. DHCP refuses addresses and gateways, but takes dnsServers, searchDomains and routes. */
  readonly mode: IpMode;

  /**
   * Address with the prefix of its subnet, `192.168.100.10/24` or `2001:db8::10/64`. The subnet's own and broadcast
   * address are refused (but for /31, /32, /127 and /128).
   *
   * @default - none
   */
  readonly address?: string;

  /**
   * Further addresses in the same form, of either family, after `address`.
   *
   * @default - none
   */
  readonly addresses?: string[];

  /**
   * Bare IP of the router. It makes this NIC the one with the default route of its family, unless another NIC is
   * `primary` (then a warning, and no route). Inside the NIC's subnet (IPv6: or link-local), not the NIC's own address.
   *
   * @default - no default route by this NIC
   */
  readonly gateway?: string;

  /**
   * The router of the other family, for dual stack. `gateway` and `gateways` together hold at most one of each family.
   *
   * @default - none
   */
  readonly gateways?: string[];

  /**
   * Bare IPs of DNS servers, asked in this order.
   *
   * @default - none by this NIC
   */
  readonly dnsServers?: string[];

  /**
   * DNS search domains.
   *
   * @default - none
   */
  readonly searchDomains?: string[];

  /**
   * Routes besides the default one.
   *
   * @default - none
   */
  readonly routes?: RouteConfig[];

  /**
   * Who hands the address out. CNI takes STATIC with one IPv4 address on bridge, ovs or macvlan, and is refused beside
   * `nadName` and `attachment`.
   *
   * @default IpAssignedBy.GUEST
   */
  readonly assignedBy?: IpAssignedBy;
}
