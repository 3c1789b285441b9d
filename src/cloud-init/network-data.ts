import type { Ethernet, Route } from '../model';
import { compact, type Data, data, flag, list, readMac, text, texts, unlessEmpty, whole } from '../values';
import { parseYaml, writeYaml } from '../yaml';

/**
 * Network config v2: every NIC, matched by its MAC, as names in the guest cannot be known.
 * https://cloudinit.readthedocs.io/en/latest/reference/network-config-format-v2.html
 */
export function renderNetworkData(ethernets: readonly Ethernet[]): string {
  // A Map keeps the order of NICs whose names are numbers.
  const entries = new Map(ethernets.map((ethernet) => [ethernet.id, renderEthernet(ethernet)]));
  const text = writeYaml({ version: 2, ethernets: entries });
  if (rendered.size >= MOST_RENDERED) rendered.clear();
  rendered.set(text, ethernets);
  return text;
}

/** What was rendered, by its text: a synth reads all that it wrote, and reading YAML is the slowest part of that. */
const rendered = new Map<string, readonly Ethernet[]>();
const MOST_RENDERED = 20_000;

/** The NICs of a network config v2, or undefined if the text is none. A wrapping `network` key is taken off. */
export function readNetworkData(text: string): readonly Ethernet[] | undefined {
  return rendered.get(text) ?? parseNetworkData(text);
}

/** The NICs that a text of our own was rendered from. */
export function renderedEthernets(text: string): readonly Ethernet[] | undefined {
  return rendered.get(text);
}

/** The same, always from the text. */
export function parseNetworkData(text: string): readonly Ethernet[] | undefined {
  const parsed = parseYaml(text);
  const whole = 'value' in parsed ? data(parsed.value) : undefined;
  const config = data(whole?.network) ?? whole;
  const ethernets = config?.version === 2 ? data(config.ethernets) : undefined;
  if (ethernets === undefined) return undefined;
  return Object.entries(ethernets).map(([id, value]) => readEthernet(id, data(value) ?? {}));
}

function renderEthernet(ethernet: Ethernet): object {
  const { nameservers, search, useRoutes, useDns } = ethernet;
  return compact({
    match: { macaddress: ethernet.macAddress },
    'set-name': ethernet.setName,
    dhcp4: ethernet.dhcp4,
    'dhcp4-overrides': unlessEmpty(compact({ 'use-routes': useRoutes, 'use-dns': useDns })),
    optional: ethernet.optional,
    addresses: ethernet.addresses,
    routes: ethernet.routes?.map(({ to, via, metric }) => compact({ to, via, metric })),
    nameservers: unlessEmpty(compact({ addresses: nameservers, search })),
    mtu: ethernet.mtu,
  });
}

function readEthernet(id: string, value: Data): Ethernet {
  const overrides = data(value['dhcp4-overrides']);
  const nameservers = data(value.nameservers);
  const some = (items: unknown) => unlessEmpty(texts(items));
  return compact({
    id,
    macAddress: readMac(data(value.match)?.macaddress) ?? '',
    setName: text(value['set-name']),
    dhcp4: flag(value.dhcp4),
    useRoutes: overrides?.['use-routes'] === false ? (false as const) : undefined,
    useDns: overrides?.['use-dns'] === false ? (false as const) : undefined,
    optional: value.optional === true ? (true as const) : undefined,
    addresses: some(value.addresses),
    routes: unlessEmpty(list(value.routes).map(readRoute)),
    nameservers: some(nameservers?.addresses),
    search: some(nameservers?.search),
    mtu: whole(value.mtu),
  });
}

function readRoute(value: unknown): Route {
  const route = data(value) ?? {};
  return compact({ to: text(route.to) ?? '', via: text(route.via) ?? '', metric: whole(route.metric) });
}
