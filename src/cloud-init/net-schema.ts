import { type Data, data, list, readAddress, readCidr, shown, text } from '../values';
import { wrongKey } from './net-keys';

/** What is wrong with network data as they stand, before anybody asks for the VM. */
export interface NetFault {
  readonly kind: 'syntax' | 'version' | 'key' | 'unknown-key' | 'value' | 'odd-value' | 'address';
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** The faults of a network config, `network` taken off. */
export function schemaFaults(config: Data): readonly NetFault[] {
  const v2 = ['ethernets', 'bonds', 'bridges', 'vlans'].filter((key) => key in config);
  if (config.version !== 1 && config.version !== 2) {
    const message = `the network data have version ${shown(config.version)}: cloud-init knows 1 and 2, and passes over others`;
    return [{ kind: 'version', path: 'version', message, fix: `write version: ${'config' in config ? 1 : 2}` }];
  }
  if (config.version === 1 && v2.length > 0) {
    const message = `${v2.join(' and ')} is of version 2, and the network data say version 1`;
    return [{ kind: 'version', path: 'version', message, fix: 'write version: 2' }];
  }
  if (config.version === 2 && Array.isArray(config.config)) {
    const message = 'the list config is of version 1, and the network data say version 2';
    return [{ kind: 'version', path: 'version', message, fix: 'write version: 1' }];
  }
  return [...(config.version === 2 ? version2(config) : version1(config))];
}

function* version2(config: Data): Iterable<NetFault> {
  for (const key of Object.keys(config)) yield* wrongKey('', 'document', key);
  for (const section of ['ethernets', 'bonds', 'bridges', 'vlans']) {
    if (config[section] !== undefined && data(config[section]) === undefined && looksWritten(config[section])) {
      yield value(section, `${section} is no mapping`, 'write a mapping from the NIC to its settings');
    }
    for (const [id, entry] of Object.entries(data(config[section]) ?? {})) {
      if (data(entry) !== undefined) yield* device(`${section}.${id}`, data(entry) ?? {});
    }
  }
}

function* device(path: string, entry: Data): Iterable<NetFault> {
  for (const key of Object.keys(entry)) yield* wrongKey(path, 'device', key);
  for (const key of Object.keys(data(entry.match) ?? {})) yield* wrongKey(`${path}.match`, 'match', key);
  if (typeof data(entry.match)?.macaddress === 'number') yield sexagesimal(`${path}.match.macaddress`);
  if (typeof entry.mtu === 'string' && looksWritten(entry.mtu)) {
    const message = 'mtu is a text, which the schema of cloud-init refuses';
    yield { kind: 'odd-value', path: `${path}.mtu`, message, fix: 'write the number without quotes' };
  }
  for (const key of ['addresses', 'routes', 'routing-policy']) {
    if (entry[key] === undefined || entry[key] === null || Array.isArray(entry[key]) || !looksWritten(entry[key]))
      continue;
    yield value(`${path}.${key}`, `${key} is no list`, `write a list, ${key}: […]`);
  }
  for (const item of list(entry.addresses)) yield* address(`${path}.addresses`, item);
  const { nameservers } = entry;
  if (
    nameservers !== undefined &&
    nameservers !== null &&
    data(nameservers) === undefined &&
    looksWritten(nameservers)
  ) {
    yield value(`${path}.nameservers`, 'nameservers is no mapping', 'write nameservers: {addresses: […]}');
  }
  for (const key of Object.keys(data(nameservers) ?? {})) yield* wrongKey(`${path}.nameservers`, 'nameservers', key);
  for (const item of list(data(nameservers)?.addresses)) {
    if (readAddress(text(item)?.replace(/[#%].*$/, '')) !== undefined || !looksWritten(item)) continue;
    yield value(`${path}.nameservers.addresses`, `${shown(item)} is no address`, 'write the address of a DNS server');
  }
  for (const key of ['gateway4', 'gateway6']) {
    if (entry[key] === undefined || readAddress(entry[key]) !== undefined || !looksWritten(entry[key])) continue;
    yield value(`${path}.${key}`, `${shown(entry[key])} is no address`, 'write the address of the router, no prefix');
  }
  for (const [i, route] of list(entry.routes).entries()) yield* routeFaults(`${path}.routes[${i}]`, data(route) ?? {});
}

function* routeFaults(path: string, route: Data): Iterable<NetFault> {
  for (const key of Object.keys(route)) yield* wrongKey(path, 'route', key);
  const to = text(route.to);
  if (to !== undefined && to !== 'default' && readCidr(to) === undefined && looksWritten(to)) {
    if (readAddress(to) === undefined) {
      yield value(`${path}.to`, `${shown(to)} is no network`, 'write it with its prefix, such as 10.0.0.0/8');
    }
  }
  if (route.via !== undefined && readAddress(route.via) === undefined && looksWritten(route.via)) {
    yield value(`${path}.via`, `${shown(route.via)} is no address`, 'write the address of the router, no prefix');
  }
}

function* version1(config: Data): Iterable<NetFault> {
  if (!Array.isArray(config.config)) {
    yield value('config', 'version 1 wants a list config', 'write config: [{type: physical, …}], or version: 2');
  }
  for (const [i, item] of list(config.config).entries()) {
    const entry = data(item) ?? {};
    if (typeof entry.mac_address === 'number') yield sexagesimal(`config[${i}].mac_address`);
    for (const [s, subnet] of list(entry.subnets).entries()) {
      const { address: given, netmask } = data(subnet) ?? {};
      if (given !== undefined && netmask === undefined) yield* address(`config[${i}].subnets[${s}].address`, given);
    }
  }
}

function* address(path: string, item: unknown): Iterable<NetFault> {
  const given = data(item) === undefined ? item : Object.keys(data(item) ?? {})[0];
  if (readCidr(given) !== undefined || !looksWritten(given)) return;
  const message =
    readAddress(given) === undefined ? `${shown(given)} is no address with a prefix` : `${given} has no prefix`;
  const fix = 'write the address with the prefix of its subnet, such as 192.168.100.10/24';
  yield { kind: 'address', path, message, fix };
}

/** 52:54:00:12:34:56 is 41135085296 to a reader of YAML 1.1, as every MAC whose pairs are numbers below 60. */
function sexagesimal(path: string): NetFault {
  return value(path, 'without quotes the MAC is a number to cloud-init: it matches no NIC', 'put the MAC in quotes');
}

function value(path: string, message: string, fix: string): NetFault {
  return { kind: 'value', path, message, fix };
}

/** Not a place that a template engine fills in later, as ${IP} and {{ ip }} are. */
function looksWritten(item: unknown): boolean {
  return !/\$\{|\$\(|\{\{|<[a-z]|%[a-z_]+%/i.test(text(item) ?? '');
}
