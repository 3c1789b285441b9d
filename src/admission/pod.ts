import { data, list, readAddress, text } from '../values';
import { word } from './draft';
import { isDnsLabel, isDnsSubdomain } from './names';
import { type Flaw, flaw, type TemplateRule } from './rule';
import { has, onPod, type Template } from './template';

/** What the spec says for its pod: probes, names, DNS, how it starts and leaves. */
export const podRules: readonly TemplateRule[] = [
  { id: 'probe-handler', stage: 'vm', check: probeHandler },
  { id: 'probe-pod-net', stage: 'vm', check: probePodNetwork },
  { id: 'hostname', stage: 'vm', check: hostname },
  { id: 'subdomain', stage: 'vm', check: subdomain },
  { id: 'dns-config', stage: 'vm', check: dnsConfig },
  { id: 'eviction-strategy', stage: 'vm', check: evictionStrategy },
  { id: 'start-strategy', stage: 'vm', check: startStrategy },
];

export const PROBES = ['readinessProbe', 'livenessProbe'];
const HANDLERS = ['httpGet', 'tcpSocket', 'exec', 'guestAgentPing'];

function* probeHandler({ spec, path }: Template): Iterable<Flaw> {
  for (const key of PROBES) {
    const probe = data(spec[key]);
    if (probe === undefined) continue;
    const found = HANDLERS.filter((handler) => has(probe, handler));
    if (found.length === 1) continue;
    const message = found.length === 0 ? 'the probe does nothing' : `the probe is ${found.join(' and ')} at once`;
    yield flaw(`${path}.${key}`, message, `set exactly one of ${HANDLERS.join(', ')}`);
  }
}

function* probePodNetwork({ spec, networks, path }: Template): Iterable<Flaw> {
  if (networks.some(onPod)) return;
  for (const key of PROBES) {
    for (const handler of ['httpGet', 'tcpSocket'].filter((one) => has(data(spec[key]) ?? {}, one))) {
      const message = 'the probe comes over the pod network, which the VM is not on';
      yield flaw(`${path}.${key}.${handler}`, message, 'add a pod network, or use exec or guestAgentPing');
    }
  }
}

function* hostname({ spec, path }: Template): Iterable<Flaw> {
  const name = word(spec.hostname);
  if (name === undefined || isDnsLabel(name)) return;
  const fix = 'use at most 63 lower-case letters, digits and inner hyphens';
  yield flaw(`${path}.hostname`, `"${name}" is no host name`, fix);
}

function* subdomain({ spec, path }: Template): Iterable<Flaw> {
  const name = word(spec.subdomain);
  if (name === undefined || isDnsSubdomain(name)) return;
  const fix = 'use lower-case letters, digits, inner hyphens and dots';
  yield flaw(`${path}.subdomain`, `"${name}" is no subdomain`, fix);
}

const MOST_SERVERS = 3;
const MOST_SEARCHES = 6;
const MOST_CHARACTERS = 256;

/** Kubernetes' own limits for a pod. */
function* dnsConfig({ spec, path }: Template): Iterable<Flaw> {
  const config = data(spec.dnsConfig);
  const field = `${path}.dnsConfig`;
  const servers = list(config?.nameservers);
  if (spec.dnsPolicy === 'None' && servers.length === 0) {
    const where = config === undefined ? field : `${field}.nameservers`;
    return yield flaw(where, 'the policy None leaves the VM without a name server', 'set dnsConfig.nameservers');
  }
  if (config === undefined) return;
  if (servers.length > MOST_SERVERS) {
    const message = `there are ${servers.length} name servers`;
    yield flaw(`${field}.nameservers`, message, `use at most ${MOST_SERVERS}`);
  }
  for (const [i, server] of servers.entries()) {
    if (typeof server !== 'string' || readAddress(server) !== undefined) continue;
    yield flaw(`${field}.nameservers[${i}]`, `"${server}" is no address`, 'use the address of the server');
  }
  yield* searches(list(config.searches), `${field}.searches`);
  for (const [i, option] of list(config.options).entries()) {
    if (word(data(option)?.name) !== undefined) continue;
    yield flaw(`${field}.options[${i}].name`, 'the option has no name', 'set name');
  }
}

function* searches(given: readonly unknown[], field: string): Iterable<Flaw> {
  const domains = given.map((domain) => text(domain) ?? '');
  if (domains.length > MOST_SEARCHES) {
    yield flaw(field, `there are ${domains.length} search domains`, `use at most ${MOST_SEARCHES}`);
  }
  if (Buffer.byteLength(domains.join(' '), 'utf8') > MOST_CHARACTERS) {
    yield flaw(field, `the search domains are longer than ${MOST_CHARACTERS} characters`, 'remove some');
  }
  for (const [i, domain] of domains.entries()) {
    if (!isDnsSubdomain(domain))
      yield flaw(`${field}[${i}]`, `"${domain}" is no domain`, 'use lower case, no dot at the end');
  }
}

const EVICTIONS = ['LiveMigrate', 'LiveMigrateIfPossible', 'None', 'External'];

function* evictionStrategy({ spec, path }: Template): Iterable<Flaw> {
  const strategy = spec.evictionStrategy;
  if (typeof strategy !== 'string' || EVICTIONS.includes(strategy)) return;
  const fix = `use one of ${EVICTIONS.join(', ')}`;
  yield flaw(`${path}.evictionStrategy`, `"${strategy}" is no eviction strategy`, fix);
}

function* startStrategy({ spec, path }: Template): Iterable<Flaw> {
  const strategy = spec.startStrategy;
  if (typeof strategy !== 'string') return;
  const field = `${path}.startStrategy`;
  if (strategy !== 'Paused') return yield flaw(field, `"${strategy}" is no start strategy`, 'use Paused, or remove it');
  if (!has(spec, 'livenessProbe')) return;
  yield flaw(field, 'a liveness probe would end a VM that starts paused', 'remove one of the two');
}
