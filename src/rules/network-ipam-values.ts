import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, contains, type Data, data, list, readAddress, readCidr, shown, subnetOf, text } from '../values';
import { alsoPresent } from './present-nads';
import type { Found, Rule } from './rule';
import { attachedNads } from './segment';

/** IPAM that fails when the pod starts. Pods may bring addresses of their own (`ips`), which KubeVirt never does. */
export const networkIpamValues: readonly Rule[] = alsoPresent([
  { id: 'ipam-cannot-work', family: 'network', check: ipamCannotWork },
  { id: 'ipam-gateway-without-route', family: 'network', check: ipamGatewayWithoutRoute },
]);

type Fault = readonly [message: string, fix: string];

const FAULTS: Record<string, ((ipam: Data) => Iterable<Fault>) | undefined> = {
  static: ofStatic,
  'host-local': ofHostLocal,
};

function* ipamCannotWork(set: Manifests): Iterable<Found> {
  for (const object of attachedNads(set)) {
    const ipam = data(object.cni?.ipam);
    const faults = FAULTS[text(ipam?.type) ?? ''];
    if (ipam === undefined || faults === undefined || object.cni?.type === 'sriov') continue;
    for (const [message, fix] of faults(ipam)) {
      yield { severity: FindingSeverity.ERROR, object, field: 'spec.config', message, fix };
    }
  }
}

function* ofStatic(ipam: Data): Iterable<Fault> {
  const addresses = list(ipam.addresses).map((item) => ({
    address: at(item, 'address'),
    gateway: at(item, 'gateway'),
  }));
  if (addresses.length === 0) {
    yield ['IPAM static has no addresses: the pod does not start', 'list addresses, or take ipam away'];
  }
  for (const { address, gateway } of addresses) {
    if (isPlaceholder(address)) continue;
    if (readCidr(address) === undefined) {
      yield [
        `IPAM static has the address ${shown(address)}: the plugin wants a prefix with it`,
        'write it as 192.168.100.10/24',
      ];
    }
    if (gateway !== undefined && readAddress(gateway) === undefined && !isPlaceholder(gateway)) {
      yield [`IPAM static has the gateway ${shown(gateway)}, which is no address`, 'write it without a prefix'];
    }
  }
  const subnets = addresses.flatMap(({ address }) => readCidr(address) ?? []);
  for (const route of list(ipam.routes)) {
    const via = readAddress(at(route, 'gw'));
    const near = subnets.filter(({ family }) => family === (via?.includes(':') ? 6 : 4));
    if (via === undefined || near.length === 0 || near.some((subnet) => contains(subnet, via))) continue;
    if (via.startsWith('fe80:')) continue;
    yield [
      `the router ${via} lies in none of IPAM's subnets: the pod does not start`,
      'name a router inside the subnet',
    ];
  }
}

function* ofHostLocal(ipam: Data): Iterable<Fault> {
  const ranges = [...(ipam.subnet === undefined ? [] : [ipam]), ...list(ipam.ranges).flatMap((item) => list(item))];
  if (ranges.length === 0) yield ['IPAM host-local has no subnet', 'write subnet, such as 192.168.100.0/24'];
  for (const range of ranges) {
    const subnet = at(range, 'subnet');
    if (isPlaceholder(subnet)) continue;
    const cidr = readCidr(subnet);
    if (cidr === undefined) {
      yield [`IPAM host-local has the subnet ${shown(subnet)}, which is none`, 'write it as 192.168.100.0/24'];
    } else if (subnetOf(cidr).address !== cidr.address) {
      yield [
        `IPAM host-local has the subnet ${cidr.text}, with host bits: the plugin refuses it`,
        `write ${subnetOf(cidr).text}`,
      ];
    }
    for (const key of ['rangeStart', 'rangeEnd', 'gateway']) {
      const address = readAddress(at(range, key));
      if (address === undefined || cidr === undefined || contains(cidr, address)) continue;
      yield [`${key} ${address} of IPAM host-local lies outside ${cidr.text}`, 'name an address inside the subnet'];
    }
  }
}

/** A gateway alone makes no route, and KubeVirt names the guest the router of the first route. */
function* ipamGatewayWithoutRoute(set: Manifests): Iterable<Found> {
  for (const object of attachedNads(set)) {
    const ipam = data(object.cni?.ipam);
    if (ipam?.type !== 'static' || list(ipam.routes).length > 0 || object.cni?.isDefaultGateway === true) continue;
    const gateway = list(ipam.addresses)
      .map((item) => text(at(item, 'gateway')))
      .find((item) => item !== undefined);
    if (gateway === undefined) continue;
    yield {
      severity: FindingSeverity.WARNING,
      object,
      field: 'spec.config',
      message: `IPAM static has the gateway ${gateway} and no route: the guest gets no default route`,
      fix: `add "routes": [{"dst": "0.0.0.0/0", "gw": "${gateway}"}], or take the gateway away`,
    };
  }
}

/** A place that a template engine fills in. */
function isPlaceholder(value: unknown): boolean {
  return /[${<]/.test(text(value) ?? '');
}
