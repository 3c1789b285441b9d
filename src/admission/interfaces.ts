import { data, list, readAddress, readMac, whole } from '../values';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import type { Part, Template } from './template';

/** The values of an interface. */
export const interfaceRules: readonly TemplateRule[] = [
  { id: 'iface-name-format', stage: 'vm', check: each(nameFormat) },
  { id: 'iface-model', stage: 'vm', check: each(model) },
  { id: 'iface-mac', stage: 'vm', check: each(mac) },
  { id: 'iface-pci', stage: 'vm', check: each(pci) },
  { id: 'dhcp-private', stage: 'vm', check: each(privateOptions) },
  { id: 'dhcp-ntp', stage: 'vm', check: each(ntpServers) },
];

function each(check: (nic: Part) => Iterable<Flaw>): (template: Template) => Iterable<Flaw> {
  return ({ interfaces }) => interfaces.flatMap((nic) => [...check(nic)]);
}

function* nameFormat({ name, field }: Part): Iterable<Flaw> {
  if (/^[A-Za-z0-9_-]+$/.test(name)) return;
  const fix = 'use letters, digits, - and _, the same name on its network';
  yield flaw(`${field}.name`, `"${name}" is no name of an interface`, fix);
}

const MODELS = ['e1000', 'e1000e', 'igb', 'ne2k_pci', 'pcnet', 'rtl8139', 'virtio'];

function* model({ field, value }: Part): Iterable<Flaw> {
  const found = word(value.model);
  if (found === undefined || MODELS.includes(found)) return;
  yield flaw(`${field}.model`, `"${found}" is no model of an interface`, `use one of ${MODELS.join(', ')}`);
}

function* mac({ field, value }: Part): Iterable<Flaw> {
  const found = word(value.macAddress);
  if (found === undefined || readMac(found) !== undefined) return;
  yield flaw(`${field}.macAddress`, `"${found}" is no MAC address`, 'use six bytes in hex, such as 02:00:5e:10:00:01');
}

/** Domain, bus, slot and function, as libvirt writes them. */
export const PCI = /^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/i;

function* pci({ field, value }: Part): Iterable<Flaw> {
  const found = word(value.pciAddress);
  if (found === undefined || PCI.test(found)) return;
  yield flaw(`${field}.pciAddress`, `"${found}" is no PCI address`, 'use the form 0000:81:00.1');
}

function dhcp({ value }: Part): ReturnType<typeof data> {
  return data(value.dhcpOptions);
}

/** RFC 3942 leaves 224 to 254 to sites. */
function* privateOptions(nic: Part): Iterable<Flaw> {
  const seen = new Set<number>();
  for (const [i, entry] of list(dhcp(nic)?.privateOptions).entries()) {
    const field = `${nic.field}.dhcpOptions.privateOptions[${i}].option`;
    const option = whole(data(entry)?.option) ?? 0;
    if (option < 224 || option > 254) yield flaw(field, `DHCP option ${option} is not private`, 'use 224 to 254');
    if (seen.has(option)) yield flaw(field, `DHCP option ${option} is given twice`, 'give it once');
    seen.add(option);
  }
}

function* ntpServers(nic: Part): Iterable<Flaw> {
  for (const [i, server] of list(dhcp(nic)?.ntpServers).entries()) {
    if (typeof server !== 'string' || isIpv4(server)) continue;
    const field = `${nic.field}.dhcpOptions.ntpServers[${i}]`;
    yield flaw(field, `"${server}" is no IPv4 address`, 'use the IPv4 address of the server');
  }
}

/** Go takes an IPv4 address that is written into an IPv6 one too, in either spelling of that. */
function isIpv4(value: string): boolean {
  const address = readAddress(value);
  return address !== undefined && (!address.includes(':') || /^::ffff:[^:]+:[^:]+$/.test(address));
}
