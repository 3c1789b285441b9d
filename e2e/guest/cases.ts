// The VMs that are booted, and beside each what its props promise of the guest.
import { IpMode, Network, type NetworkConfig, type WukongVmProps } from '../../src';

/** What a network offers a guest. */
interface Wire {
  /** Of the router and the servers there. */
  readonly addresses: readonly string[];
  /** The one address that its DHCP server gives. */
  readonly lease?: string;
  /** What the server says besides, in dnsmasq's words. */
  readonly options?: Readonly<Record<string, string>>;
}

/** What the guest must have become. */
interface Expected {
  /** Global addresses of each NIC, all of them. */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  /** All default routes, as `NIC via ROUTER`. */
  readonly defaultRoutes: readonly string[];
  /** Other routes, as `NIC: DESTINATION via ROUTER`. */
  readonly routes?: readonly string[];
  /** The NIC by which the guest sends to an address. */
  readonly paths?: Readonly<Record<string, string>>;
  readonly mtu?: Readonly<Record<string, number>>;
  /** All name servers. */
  readonly nameServers: readonly string[];
  /** Search domains, besides those of the DHCP servers. */
  readonly searchDomains?: readonly string[];
  /** Who has the key: the declared user, else the image's own. */
  readonly user: string;
  readonly groups?: readonly string[];
  /** The password of `passwordHash`; without one the user's password is locked. */
  readonly password?: string;
  /** The NICs in the order of the guest's own names. */
  readonly order?: readonly string[];
}

/** What an image is known to lose (docs/GUEST.md), and what is there instead. */
interface Loss {
  readonly why: string;
  readonly instead: Partial<Expected>;
}

export interface Case {
  readonly title: string;
  /** Debian's release and network manager; with `/pci` on a machine with PCI. In CI the first one. */
  readonly images: readonly string[];
  /** Always booted in CI. */
  readonly ci?: true;
  readonly props: Partial<WukongVmProps>;
  readonly wires: Readonly<Record<string, Wire>>;
  readonly expected: Expected;
  /** The same VM after a change of the program: the guest reboots with it. */
  readonly changed?: { readonly props: Partial<WukongVmProps>; readonly expected: Partial<Expected> };
  /** By image. */
  readonly losses?: Readonly<Record<string, Loss>>;
}

/** KubeVirt's masquerade: it gives the guest its one address, itself as router, and the cluster's name server. */
const POD: Wire = {
  addresses: ['10.0.2.1/24', 'fd10:0:2::1/120', '10.96.0.10/32'],
  lease: '10.0.2.2',
  options: { router: '10.0.2.1', 'dns-server': '10.96.0.10', mtu: '1450', 'domain-search': 'vms.svc.cluster.local' },
};
const POD_ADDRESS = '10.0.2.2/24';

const PASSWORD = 'only for this test';
const HASH = '$6$e2eGuestTest$Ezl/XnKTXb2U5aB/QmvJCRxdNu7UA/eqs4OBkn5qOymEOpK5U1xe0H3L80AdOWRgSKimtdsWmFtjUgy28pAWF0';

const podStatic: Case = {
  title: 'pod + static, user with hash and key',
  ci: true,
  images: ['trixie-netplan', 'bookworm-netplan'],
  props: {
    networks: [
      Network.bridge('mgmt', {
        ipConfig: {
          mode: IpMode.STATIC,
          address: '192.168.100.10/24',
          dnsServers: ['192.168.100.53'],
          routes: [{ to: '10.9.0.0/16', via: '192.168.100.1' }],
        },
      }),
    ],
    cloudInitUser: { name: 'ops', passwordHash: HASH, groups: ['sudo', 'lab'] },
  },
  wires: { default: POD, mgmt: { addresses: ['192.168.100.1/24', '192.168.100.53/24'] } },
  expected: {
    addresses: { default: [POD_ADDRESS], mgmt: ['192.168.100.10/24'] },
    defaultRoutes: ['default via 10.0.2.1'],
    routes: ['mgmt: 10.9.0.0/16 via 192.168.100.1'],
    nameServers: ['10.96.0.10', '192.168.100.53'],
    user: 'ops',
    groups: ['sudo', 'lab'],
    password: PASSWORD,
  },
};

const dataAndStor = (address: string): NetworkConfig[] => [
  Network.bridge('data', {
    mtu: 1400,
    ipConfig: { mode: IpMode.STATIC, address, dnsServers: ['192.168.51.53'], searchDomains: ['data.example.org'] },
  }),
  Network.bridge('stor', { ipConfig: { mode: IpMode.DHCP } }),
];

const podStaticDhcp: Case = {
  title: 'pod + static + dhcp, user with key only; rebooted with another address',
  images: ['trixie-netplan', 'trixie-networkmanager'],
  props: { networks: dataAndStor('192.168.51.10/24'), cloudInitUser: { name: 'ops' } },
  wires: {
    default: POD,
    data: { addresses: ['192.168.51.1/24', '192.168.51.53/24'] },
    // A server that offers itself as router: the guest must not take it.
    stor: {
      addresses: ['192.168.53.1/24', '192.168.53.53/24'],
      lease: '192.168.53.20',
      options: { router: '192.168.53.1', 'dns-server': '192.168.53.53' },
    },
  },
  expected: {
    addresses: { default: [POD_ADDRESS], data: ['192.168.51.10/24'], stor: ['192.168.53.20/24'] },
    defaultRoutes: ['default via 10.0.2.1'],
    paths: { '198.51.100.1': 'default' },
    mtu: { data: 1400 },
    nameServers: ['10.96.0.10', '192.168.51.53'],
    searchDomains: ['data.example.org'],
    user: 'ops',
  },
  changed: {
    props: { networks: dataAndStor('192.168.51.77/24'), cloudInitUser: { name: 'ops' } },
    expected: { addresses: { default: [POD_ADDRESS], data: ['192.168.51.77/24'], stor: ['192.168.53.20/24'] } },
  },
  losses: {
    'trixie-networkmanager': {
      why: 'NetworkManager keeps the routes and name servers of a DHCP NIC',
      instead: {
        defaultRoutes: ['default via 10.0.2.1', 'stor via 192.168.53.1'],
        paths: {}, // by the one that was up first
        nameServers: ['10.96.0.10', '192.168.51.53', '192.168.53.53'],
      },
    },
  },
};

const primary: Case = {
  title: "primary only; the image's own user has the key",
  images: ['trixie-netplan', 'trixie-networkmanager', 'bookworm-netplan'],
  props: {
    networks: [
      Network.bridge('lan', {
        primary: true,
        ipConfig: {
          mode: IpMode.STATIC,
          address: '10.20.0.10/24',
          gateway: '10.20.0.1',
          dnsServers: ['10.20.0.53', '10.20.0.54'],
          searchDomains: ['lab.example.org'],
        },
      }),
      Network.bridge('stor', { ipConfig: { mode: IpMode.STATIC, address: '192.168.53.20/24' } }),
    ],
  },
  wires: {
    lan: { addresses: ['10.20.0.1/24', '10.20.0.53/24', '10.20.0.54/24'] },
    stor: { addresses: ['192.168.53.1/24'] },
  },
  expected: {
    addresses: { lan: ['10.20.0.10/24'], stor: ['192.168.53.20/24'] },
    defaultRoutes: ['lan via 10.20.0.1'],
    paths: { '198.51.100.1': 'lan' },
    nameServers: ['10.20.0.53', '10.20.0.54'],
    searchDomains: ['lab.example.org'],
    user: 'debian',
  },
};

const ipv6: Case = {
  title: 'IPv6 on the pod NIC and a dual-stack one',
  images: ['trixie-netplan', 'trixie-networkmanager'],
  props: {
    podNetwork: { ipv6: true },
    networks: [
      Network.bridge('lan', {
        ipConfig: {
          mode: IpMode.STATIC,
          address: '2001:db8:66::10/64',
          addresses: ['10.66.0.10/24'],
          dnsServers: ['2001:db8:66::53'],
          routes: [{ to: '2001:db8:99::/48', via: '2001:db8:66::1' }],
        },
      }),
    ],
    cloudInitUser: { name: 'ops' },
  },
  wires: { default: POD, lan: { addresses: ['10.66.0.1/24', '2001:db8:66::1/64', '2001:db8:66::53/64'] } },
  expected: {
    addresses: { default: [POD_ADDRESS, 'fd10:0:2::2/120'], lan: ['10.66.0.10/24', '2001:db8:66::10/64'] },
    defaultRoutes: ['default via 10.0.2.1', 'default via fd10:0:2::1'],
    routes: ['lan: 2001:db8:99::/48 via 2001:db8:66::1'],
    paths: { '198.51.100.1': 'default', '2001:db8:1::1': 'default', '2001:db8:99::1': 'lan' },
    nameServers: ['10.96.0.10', '2001:db8:66::53'],
    user: 'ops',
  },
};

const ipv6Default: Case = {
  title: 'static default routes of both families beside the pod NIC with clusterCidrs',
  images: ['trixie-netplan', 'trixie-networkmanager'],
  props: {
    podNetwork: { ipv6: true, clusterCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'] },
    networks: [
      Network.bridge('lan', {
        ipConfig: {
          mode: IpMode.STATIC,
          address: '10.66.0.10/24',
          addresses: ['2001:db8:66::10/64'],
          gateway: '10.66.0.1',
          gateways: ['fe80::1'],
          dnsServers: ['10.66.0.53', '2001:db8:66::53'],
        },
      }),
    ],
    cloudInitUser: { name: 'ops' },
  },
  wires: {
    default: POD,
    lan: { addresses: ['10.66.0.1/24', '10.66.0.53/24', '2001:db8:66::1/64', '2001:db8:66::53/64', 'fe80::1/64'] },
  },
  expected: {
    addresses: { default: [POD_ADDRESS, 'fd10:0:2::2/120'], lan: ['10.66.0.10/24', '2001:db8:66::10/64'] },
    defaultRoutes: ['lan via 10.66.0.1', 'lan via fe80::1'],
    routes: ['default: 10.244.0.0/16 via 10.0.2.1'],
    paths: { '198.51.100.1': 'lan', '2001:db8:1::1': 'lan', '10.244.3.4': 'default', 'fd00:10:244::7': 'default' },
    nameServers: ['10.66.0.53', '2001:db8:66::53'],
    user: 'ops',
  },
  losses: {
    'trixie-networkmanager': {
      why: 'NetworkManager keeps the routes and name servers of a DHCP NIC',
      instead: {
        defaultRoutes: ['lan via 10.66.0.1', 'default via 10.0.2.1', 'lan via fe80::1'],
        nameServers: ['10.66.0.53', '10.96.0.10', '2001:db8:66::53'],
      },
    },
  },
};

const shuffled: Case = {
  title: 'three NICs in shuffled PCI order',
  images: ['trixie-netplan/pci'],
  props: {
    podNetwork: { enabled: false },
    networks: [
      Network.bridge('east', {
        pciAddress: '0000:04:00.0',
        ipConfig: { mode: IpMode.STATIC, address: '10.1.0.10/24', gateway: '10.1.0.1', dnsServers: ['10.1.0.53'] },
      }),
      Network.bridge('west', { pciAddress: '0000:02:00.0', ipConfig: { mode: IpMode.DHCP } }),
      Network.bridge('north', {
        pciAddress: '0000:03:00.0',
        ipConfig: { mode: IpMode.STATIC, address: '10.3.0.10/24' },
      }),
    ],
    cloudInitUser: { name: 'ops', passwordHash: HASH },
  },
  wires: {
    east: { addresses: ['10.1.0.1/24', '10.1.0.53/24'] },
    west: { addresses: ['10.2.0.1/24'], lease: '10.2.0.20', options: { router: '10.2.0.1' } },
    north: { addresses: ['10.3.0.1/24'] },
  },
  expected: {
    addresses: { east: ['10.1.0.10/24'], west: ['10.2.0.20/24'], north: ['10.3.0.10/24'] },
    defaultRoutes: ['east via 10.1.0.1'],
    nameServers: ['10.1.0.53'],
    user: 'ops',
    password: PASSWORD,
    order: ['west', 'north', 'east'],
  },
};

const defaultBesidePod: Case = {
  title: 'static default route beside the pod NIC with clusterCidrs',
  images: ['trixie-netplan', 'trixie-networkmanager', 'bookworm-networkmanager'],
  props: {
    podNetwork: { clusterCidrs: ['10.244.0.0/16', '10.96.0.0/12'] },
    networks: [
      Network.bridge('lan', {
        ipConfig: {
          mode: IpMode.STATIC,
          address: '10.66.0.10/24',
          gateway: '10.66.0.1',
          dnsServers: ['10.66.0.53'],
        },
      }),
    ],
    cloudInitUser: { name: 'ops' },
  },
  wires: { default: POD, lan: { addresses: ['10.66.0.1/24', '10.66.0.53/24'] } },
  expected: {
    addresses: { default: [POD_ADDRESS], lan: ['10.66.0.10/24'] },
    defaultRoutes: ['lan via 10.66.0.1'],
    routes: ['default: 10.244.0.0/16 via 10.0.2.1', 'default: 10.96.0.0/12 via 10.0.2.1'],
    paths: { '198.51.100.1': 'lan', '10.244.3.4': 'default', '10.96.0.10': 'default' },
    nameServers: ['10.66.0.53'],
    user: 'ops',
  },
  losses: {
    'trixie-networkmanager': {
      why: 'NetworkManager keeps the routes and name servers of a DHCP NIC',
      instead: {
        defaultRoutes: ['default via 10.0.2.1', 'lan via 10.66.0.1'],
        nameServers: ['10.66.0.53', '10.96.0.10'],
      },
    },
    'bookworm-networkmanager': {
      why: 'NetworkManager keeps the routes and name servers of a DHCP NIC, and cloud-init 22.4 drops the metric there',
      instead: {
        defaultRoutes: ['default via 10.0.2.1', 'lan via 10.66.0.1'],
        paths: { '10.244.3.4': 'default', '10.96.0.10': 'default' }, // to others by the one that was up first
        nameServers: ['10.66.0.53', '10.96.0.10'],
      },
    },
  },
};

export const CASES: Readonly<Record<string, Case>> = {
  'pod-static': podStatic,
  'pod-static-dhcp': podStaticDhcp,
  primary,
  ipv6,
  'ipv6-default': ipv6Default,
  shuffled,
  'default-beside-pod': defaultBesidePod,
};
