import type { Ethernet, Route } from '../model';
import { compact, type Data, data, flag, list, readCidr, readMac, text, texts, unlessEmpty, whole } from '../values';
import { parseYaml } from '../yaml';
import { type NetFault, schemaFaults } from './net-schema';
import { renderedEthernets } from './network-data';

/** Network data as a reader meets them: whoever wrote them, of either version, faults and all. */
export interface NetConfig {
  readonly version?: 1 | 2;
  readonly faults: readonly NetFault[];
  readonly ethernets: readonly NetEthernet[];
  /** The ids of NICs that a bond or a bridge in the guest takes. */
  readonly joined: ReadonlySet<string>;
  /** OpenStack's network_data.json: what a config drive holds. */
  readonly openStack: boolean;
}

/** A NIC, and what is to be known of how it was written. A gateway of its own key stands among the routes. */
export interface NetEthernet extends Ethernet {
  readonly path: string;
  /** The MAC in the spelling of the document. */
  readonly macText?: string;
  /** The device name that it is matched by, where it is not matched by MAC. May hold a pattern. */
  readonly deviceName?: string;
  /** Matched by something else as well, such as a driver. */
  readonly loose: boolean;
  readonly dhcp: boolean;
  readonly dhcpMetric?: number;
  /** gateway4 and gateway6, where they stand. */
  readonly gatewayKeys: readonly string[];
  /** A route of its says that the router is on the link, whatever its address. */
  readonly onLink: boolean;
}

/** What a text says. Texts of our own are known, so that a synth reads no YAML. */
export function readNetConfig(document: string): NetConfig {
  const ours = renderedEthernets(document);
  if (ours !== undefined) {
    return { version: 2, faults: [], ethernets: ours.map(known), joined: new Set(), openStack: false };
  }
  return parseNetConfig(document);
}

export function parseNetConfig(document: string): NetConfig {
  const none: NetConfig = { faults: [], ethernets: [], joined: new Set(), openStack: false };
  const parsed = parseYaml(document);
  if ('fault' in parsed) {
    const fault = { kind: 'syntax', path: '', message: `the network data are no YAML: ${parsed.fault}` } as const;
    return { ...none, faults: [{ ...fault, fix: 'mend it: without it no NIC is configured as written' }] };
  }
  // Nothing at all is no fault: it configures nothing.
  if (parsed.value === null || parsed.value === undefined) return none;
  const whole = data(parsed.value);
  const config = data(whole?.network) ?? whole;
  if (config === undefined) {
    const fault = { kind: 'syntax', path: '', message: 'the network data are no mapping' } as const;
    return { ...none, faults: [{ ...fault, fix: 'write version: 2 and a mapping ethernets' }] };
  }
  if (Array.isArray(config.links) && Array.isArray(config.networks)) return { ...none, openStack: true };
  const version = config.version === 1 || config.version === 2 ? config.version : undefined;
  const ethernets = version === 2 ? readVersion2(config) : version === 1 ? readVersion1(config) : [];
  return compact({ version, faults: schemaFaults(config), ethernets, joined: joinedIn(config), openStack: false });
}

function known(ethernet: Ethernet): NetEthernet {
  return {
    ...ethernet,
    path: `ethernets.${ethernet.id}`,
    macText: ethernet.macAddress,
    loose: false,
    dhcp: ethernet.dhcp4 === true,
    gatewayKeys: [],
    onLink: false,
  };
}

function readVersion2(config: Data): readonly NetEthernet[] {
  return Object.entries(data(config.ethernets) ?? {}).map(([id, item]) => {
    const value = data(item) ?? {};
    const match = data(value.match);
    const overrides = data(value['dhcp4-overrides']);
    const nameservers = data(value.nameservers);
    const gatewayKeys = ['gateway4', 'gateway6'].filter((key) => text(value[key]) !== undefined);
    return compact({
      id,
      path: `ethernets.${id}`,
      macAddress: readMac(match?.macaddress) ?? '',
      macText: text(match?.macaddress),
      deviceName: match === undefined ? id : text(match.name),
      loose: match?.driver !== undefined,
      setName: text(value['set-name']),
      dhcp4: flag(value.dhcp4),
      dhcp: value.dhcp4 === true || value.dhcp6 === true,
      dhcpMetric: whole(overrides?.['route-metric']),
      useRoutes: overrides?.['use-routes'] === false ? (false as const) : undefined,
      useDns: overrides?.['use-dns'] === false ? (false as const) : undefined,
      optional: value.optional === true ? (true as const) : undefined,
      addresses: unlessEmpty(list(value.addresses).flatMap(addressText)),
      routes: unlessEmpty([
        ...gatewayKeys.map((key) => ({ to: key === 'gateway4' ? '0.0.0.0/0' : '::/0', via: text(value[key]) ?? '' })),
        // A route of another table is for packets that a policy picks.
        ...list(value.routes).flatMap((route) => (data(route)?.table === undefined ? [readRoute(route)] : [])),
      ]),
      gatewayKeys,
      onLink: list(value.routes).some((route) => data(route)?.['on-link'] === true),
      nameservers: unlessEmpty(texts(nameservers?.addresses)),
      search: unlessEmpty(texts(nameservers?.search)),
      mtu: whole(value.mtu),
    });
  });
}

/** netplan takes an address as a text, or as a mapping from the text to options. */
function addressText(item: unknown): string[] {
  if (typeof item === 'string') return [item];
  return Object.keys(data(item) ?? {});
}

function readRoute(value: unknown): Route {
  const route = data(value) ?? {};
  return compact({ to: text(route.to) ?? '', via: text(route.via) ?? '', metric: whole(route.metric) });
}

function readVersion1(config: Data): readonly NetEthernet[] {
  return list(config.config).flatMap((item, i): NetEthernet[] => {
    const entry = data(item);
    if (entry?.type !== 'physical') return [];
    const subnets = list(entry.subnets).map((subnet) => data(subnet) ?? {});
    const name = text(entry.name);
    const dhcp = subnets.some(({ type }) => /^dhcp[46]?$/.test(text(type) ?? ''));
    return [
      compact({
        id: name ?? `config[${i}]`,
        path: `config[${i}]`,
        macAddress: readMac(entry.mac_address) ?? '',
        macText: text(entry.mac_address),
        deviceName: entry.mac_address === undefined ? name : undefined,
        loose: false,
        // Version 1 has no way to match a MAC without renaming the NIC.
        setName: entry.mac_address === undefined ? undefined : name,
        dhcp,
        dhcp4: dhcp || undefined,
        addresses: unlessEmpty(subnets.flatMap(subnetAddress)),
        routes: unlessEmpty(
          subnets.flatMap(({ gateway }) => {
            const via = text(gateway);
            return via === undefined ? [] : [{ to: via.includes(':') ? '::/0' : '0.0.0.0/0', via }];
          }),
        ),
        gatewayKeys: [],
        onLink: false,
        mtu: whole(entry.mtu),
      }),
    ];
  });
}

function subnetAddress({ address, netmask }: Data): string[] {
  const plain = text(address);
  if (plain === undefined) return [];
  if (plain.includes('/') || netmask === undefined) return [plain];
  const prefix = whole(netmask) ?? prefixOf(text(netmask) ?? '');
  return [prefix === undefined ? plain : (readCidr(`${plain}/${prefix}`)?.text ?? plain)];
}

/** 24 of 255.255.255.0. */
function prefixOf(netmask: string): number | undefined {
  const bits = netmask
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) && bits.length === 32 ? bits.replace(/0/g, '').length : undefined;
}

function joinedIn(config: Data): ReadonlySet<string> {
  const groups = [...Object.values(data(config.bonds) ?? {}), ...Object.values(data(config.bridges) ?? {})];
  const members = list(config.config).flatMap((item) => {
    const { bond_interfaces, bridge_interfaces } = data(item) ?? {};
    return [...texts(bond_interfaces), ...texts(bridge_interfaces)];
  });
  return new Set([...groups.flatMap((group) => texts(data(group)?.interfaces)), ...members]);
}
