import type { NetConfig } from '../cloud-init';
import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import type { Route } from '../model';
import { type Family, familyOf, readCidr } from '../values';
import { networkDocuments } from './documents';
import type { Found, Rule } from './rule';

const { ERROR, WARNING } = FindingSeverity;

/** Replies leave by the one default route that wins, whichever NIC the question came in by. */
export const guestRoutes: readonly Rule[] = [
  { id: 'two-default-routes', family: 'guest', check: (set) => each(set, ERROR, twoDefaultRoutes) },
  { id: 'default-route-beside-dhcp', family: 'guest', check: (set) => each(set, WARNING, defaultRouteBesideDhcp) },
  { id: 'two-dhcp-routes', family: 'guest', check: (set) => each(set, WARNING, twoDhcpRoutes) },
  { id: 'route-to-default', family: 'guest', check: (set) => each(set, WARNING, routeToDefault) },
  { id: 'metric-of-other-family', family: 'guest', check: (set) => each(set, WARNING, metricOfOtherFamily) },
];

type Fault = readonly [message: string, fix: string];

function* each(
  set: Manifests,
  severity: FindingSeverity,
  faults: (config: NetConfig) => Iterable<Fault>,
): Iterable<Found> {
  for (const { vm, document, config } of networkDocuments(set)) {
    for (const [message, fix] of faults(config)) {
      yield { severity, object: document.object, field: document.field, message, fix, related: [vm] };
    }
  }
}

/** The family of a default route. */
function defaultOf({ to, via }: Route): Family | undefined {
  if (to === 'default') return familyOf(via);
  return to === '0.0.0.0/0' ? 4 : to === '::/0' ? 6 : undefined;
}

function* twoDefaultRoutes({ ethernets }: NetConfig): Iterable<Fault> {
  const routes = ethernets.flatMap((ethernet) =>
    (ethernet.routes ?? []).map((route) => ({ ...route, nic: ethernet.id, family: defaultOf(route) })),
  );
  for (const family of [4, 6] as const) {
    // With metrics of their own, one stands in for the other.
    const ours = routes.filter((route) => route.family === family);
    const taken = ours.filter((route) =>
      ours.some((other) => other.nic !== route.nic && other.metric === route.metric),
    );
    const nics = [...new Set(taken.map(({ nic }) => `"${nic}"`))];
    if (nics.length < 2) continue;
    yield [`the NICs ${nics.join(' and ')} all have an IPv${family} default route`, 'keep one'];
  }
}

/** The NICs whose lease brings a default route that nothing ranks. */
function leasedOf({ ethernets }: NetConfig): NetConfig['ethernets'] {
  return ethernets.filter((nic) => nic.dhcp4 && nic.useRoutes !== false && nic.dhcpMetric === undefined);
}

function* twoDhcpRoutes(config: NetConfig): Iterable<Fault> {
  const [first, ...others] = leasedOf(config);
  // Version 1 has no words for it.
  if (config.version !== 2 || first === undefined || others.length === 0) return;
  const names = [first, ...others].map(({ id }) => `"${id}"`).join(' and ');
  yield [
    `the NICs ${names} all take a default route from DHCP: which one wins is anybody's guess`,
    `write dhcp4-overrides: {use-routes: false} on all but one, such as "${others[0]?.id}"`,
  ];
}

function* defaultRouteBesideDhcp(config: NetConfig): Iterable<Fault> {
  const { ethernets } = config;
  const leased = leasedOf(config);
  const fixed = ethernets.find(({ routes = [] }) =>
    routes.some((route) => defaultOf(route) === 4 && route.metric === undefined),
  );
  const other = leased.find(({ id }) => id !== fixed?.id);
  if (fixed === undefined || other === undefined) return;
  yield [
    `"${fixed.id}" has an IPv4 default route without a metric, and "${other.id}" gets one by DHCP`,
    `write dhcp4-overrides: {use-routes: false} on "${other.id}", or a metric on the route`,
  ];
}

/** netplan understands the word; with other renderers cloud-init fails, and configures no NIC at all. */
function* routeToDefault({ ethernets }: NetConfig): Iterable<Fault> {
  for (const { id, routes = [] } of ethernets) {
    const route = routes.find(({ to }) => to === 'default');
    if (route === undefined) continue;
    const to = familyOf(route.via) === 4 ? '0.0.0.0/0' : '::/0';
    yield [
      `a route of "${id}" goes to the word default: only guests with netplan read it, others configure no NIC`,
      `write to: ${to}`,
    ];
  }
}

/** NetworkManager guests: cloud-init looks the metric up in the family of the first address, and fails. */
function* metricOfOtherFamily({ ethernets }: NetConfig): Iterable<Fault> {
  for (const { id, addresses = [], routes = [] } of ethernets) {
    const first = readCidr(addresses[0])?.family;
    const route = routes.find((item) => item.metric !== undefined && (defaultOf(item) ?? first) !== first);
    if (first === undefined || route === undefined) continue;
    yield [
      `"${id}" has a metric on the default route of IPv${defaultOf(route)}, and its first address is IPv${first}: guests with NetworkManager configure no NIC`,
      first === 4 ? 'take the metric off' : 'list the IPv4 address first',
    ];
  }
}
