import { at, data } from '../values';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, onPod, type Part, type Template } from './template';

/** Networks, and how they pair with interfaces: by name. */
export const networkRules: readonly TemplateRule[] = [
  { id: 'net-without-iface', stage: 'vm', check: networkWithoutInterface },
  { id: 'iface-without-net', stage: 'vm', check: interfaceWithoutNetwork },
  { id: 'net-name-unique', stage: 'vm', check: ({ networks }) => repeated(networks, 'network') },
  { id: 'iface-name-unique', stage: 'vm', check: ({ interfaces }) => repeated(interfaces, 'interface') },
  { id: 'pod-once', stage: 'vm', check: podOnce },
  { id: 'multus-default-once', stage: 'vm', check: multusDefaultOnce },
  { id: 'multus-default-or-pod', stage: 'vm', check: multusDefaultOrPod },
  { id: 'net-one-source', stage: 'vm', check: oneSource },
  { id: 'multus-network-name', stage: 'vm', check: multusNetworkName },
];

function* networkWithoutInterface({ networks, interfaces }: Template): Iterable<Flaw> {
  const names = new Set(interfaces.map(({ name }) => name));
  for (const { name, field } of networks.filter((network) => !names.has(network.name))) {
    const fix = `add an interface named "${name}" or remove the network`;
    yield flaw(`${field}.name`, `network "${name}" has no interface of that name`, fix);
  }
}

function* interfaceWithoutNetwork({ interfaces, network }: Template): Iterable<Flaw> {
  for (const { name, field } of interfaces.filter((nic) => network(nic.name) === undefined)) {
    const fix = `add a network named "${name}" or remove the interface`;
    yield flaw(`${field}.name`, `interface "${name}" has no network of that name`, fix);
  }
}

function* repeated(parts: readonly Part[], what: string): Iterable<Flaw> {
  const seen = new Set<string>();
  for (const { name, field } of parts) {
    if (seen.has(name)) yield flaw(`${field}.name`, `a second ${what} is named "${name}"`, 'give it another name');
    seen.add(name);
  }
}

function* podOnce({ networks }: Template): Iterable<Flaw> {
  for (const { name, field } of networks.filter(onPod).slice(1)) {
    yield flaw(`${field}.pod`, `"${name}" is a second pod network`, 'keep one pod network, use multus for the others');
  }
}

function multusDefaults({ networks }: Template): readonly Part[] {
  return networks.filter(({ value }) => at(value, 'multus', 'default') === true);
}

function* multusDefaultOnce(template: Template): Iterable<Flaw> {
  for (const { name, field } of multusDefaults(template).slice(1)) {
    const message = `"${name}" is a second Multus default network`;
    yield flaw(`${field}.multus.default`, message, 'set default on one network only');
  }
}

function* multusDefaultOrPod(template: Template): Iterable<Flaw> {
  if (!template.networks.some(onPod)) return;
  for (const { name, field } of multusDefaults(template)) {
    const message = `the Multus default network "${name}" takes the place of the pod network, which is listed too`;
    yield flaw(`${field}.multus.default`, message, 'remove default, or the pod network');
  }
}

const SOURCES = ['pod', 'multus', 'resourceClaim'];

function* oneSource({ networks }: Template): Iterable<Flaw> {
  for (const { name, field, value } of networks) {
    const count = SOURCES.filter((source) => has(value, source)).length;
    if (count === 1) continue;
    const message = `network "${name}" has ${count === 0 ? 'no' : 'more than one'} source`;
    yield flaw(field, message, `set exactly one of ${SOURCES.join(', ')}`);
  }
}

function* multusNetworkName({ networks }: Template): Iterable<Flaw> {
  for (const { name, field, value } of networks) {
    const multus = data(value.multus);
    if (multus === undefined || word(multus.networkName) !== undefined) continue;
    const message = `network "${name}" names no NetworkAttachmentDefinition`;
    yield flaw(`${field}.multus.networkName`, message, 'set networkName, as name or namespace/name');
  }
}
