import { type Case, template, whole } from './cases';

const httpGet = { httpGet: { port: 80 } };
const off = { networks: [], 'domain.devices.interfaces': [], 'domain.devices.autoattachPodInterface': false };
const dns = (value: object) => ({ dnsConfig: value });
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const zone = 'topology.kubernetes.io/zone';
const podTerm = (term: object) => ({ affinity: { podAntiAffinity: { [REQUIRED]: [{ topologyKey: zone, ...term }] } } });
const nodeTerms = (...terms: object[]) => ({
  affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: terms } } },
});
const spread = (value: object) => ({
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule', ...value }],
});
const METADATA = 'spec.template.metadata';
const key = (propagationMethod: object) => ({
  accessCredentials: [{ sshPublicKey: { source: { secret: { secretName: 'a' } }, propagationMethod } }],
});
const terms = `affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
const anti = `affinity.podAntiAffinity.${REQUIRED}[0]`;
const weighted = (weight: number) => ({
  affinity: { podAffinity: { [PREFERRED]: [{ weight, podAffinityTerm: { topologyKey: zone } }] } },
});

/** What a pod asks for, metadata, run strategy. */
export const podCases: readonly Case[] = [
  template('probe-handler', 'readinessProbe', { readinessProbe: {} }, { readinessProbe: httpGet }),
  template(
    'probe-handler',
    'livenessProbe',
    { livenessProbe: { ...httpGet, exec: { command: ['a'] } } },
    { livenessProbe: { guestAgentPing: {} } },
  ),
  template(
    'probe-handler',
    'readinessProbe.httpGet.scheme',
    { readinessProbe: { httpGet: { port: 80, scheme: 'FTP' } } },
    { readinessProbe: { httpGet: { port: 80, scheme: 'HTTPS' } } },
  ),
  template(
    'int-range',
    'livenessProbe.tcpSocket.port',
    { livenessProbe: { tcpSocket: { port: 2 ** 31 } } },
    { livenessProbe: { tcpSocket: { port: 2 ** 31 - 1 } } },
  ),
  template(
    'probe-pod-net',
    'readinessProbe.httpGet',
    { ...off, readinessProbe: httpGet },
    { networks: [], 'domain.devices.interfaces': [], readinessProbe: httpGet },
  ),
  template('hostname', 'hostname', { hostname: 'a.b' }, { hostname: 'a-b' }),
  template('subdomain', 'subdomain', { subdomain: 'A' }, { subdomain: 'a.b' }),
  template('dns-policy', 'dnsPolicy', { dnsPolicy: 'clusterfirst' }, { dnsPolicy: 'ClusterFirst' }),
  template(
    'dns-config',
    'dnsConfig',
    { dnsPolicy: 'None' },
    { dnsPolicy: 'None', dnsConfig: { nameservers: ['::1'] } },
  ),
  template(
    'dns-config',
    'dnsConfig.nameservers',
    dns({ nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] }),
    dns({ nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] }),
  ),
  template(
    'dns-config',
    'dnsConfig.searches',
    dns({ searches: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }),
    dns({ searches: ['a', 'b', 'c', 'd', 'e', 'f'] }),
  ),
  template(
    'eviction-strategy',
    'evictionStrategy',
    { evictionStrategy: 'livemigrate' },
    { evictionStrategy: 'External' },
  ),
  template(
    'start-strategy',
    'startStrategy',
    { startStrategy: 'Paused', livenessProbe: httpGet },
    { startStrategy: 'Paused', readinessProbe: httpGet },
  ),
  template('affinity', `${anti}.topologyKey`, podTerm({ topologyKey: '' }), podTerm({})),
  template(
    'affinity',
    `${anti}.labelSelector.matchExpressions[0].values`,
    podTerm({ labelSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] } }),
    podTerm({ labelSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }),
  ),
  template('affinity', terms, nodeTerms(), nodeTerms({})),
  template(
    'affinity',
    `${terms}[0].matchFields[0].key`,
    nodeTerms({ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }),
    nodeTerms({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }),
  ),
  template('affinity', `affinity.podAffinity.${PREFERRED}[0].weight`, weighted(101), weighted(100)),
  template('topology-spread', 'topologySpreadConstraints[0].maxSkew', spread({ maxSkew: 0 }), spread({})),
  template(
    'topology-spread',
    'topologySpreadConstraints[0].whenUnsatisfiable',
    spread({ whenUnsatisfiable: 'Never' }),
    spread({ whenUnsatisfiable: 'ScheduleAnyway' }),
  ),
  template(
    'topology-spread',
    'topologySpreadConstraints[0].whenUnsatisfiable',
    spread({ whenUnsatisfiable: '' }),
    spread({ whenUnsatisfiable: 'DoNotSchedule' }),
  ),
  template(
    'topology-spread',
    'topologySpreadConstraints[0].nodeTaintsPolicy',
    spread({ nodeTaintsPolicy: 'honor' }),
    spread({ nodeTaintsPolicy: 'Honor' }),
  ),
  template(
    'tolerations',
    'tolerations[0].effect',
    { tolerations: [{ key: 'a', effect: 'Never' }] },
    { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] },
  ),
  whole(
    'reserved-label',
    `${METADATA}.labels`,
    { [`${METADATA}.labels`]: { 'kubevirt.io/nodeName': 'a' } },
    { [`${METADATA}.labels`]: { 'kubevirt.io/domain': 'a' } },
  ),
  whole(
    'gated-annotation',
    `${METADATA}.annotations`,
    { [`${METADATA}.annotations`]: { 'kubevirt.io/ignitiondata': 'a' } },
    { [`${METADATA}.annotations`]: { 'kubevirt.io/ignitiondata': '' } },
  ),
  whole(
    'object-meta',
    `${METADATA}.labels`,
    { [`${METADATA}.labels`]: { a: 'b c' } },
    { [`${METADATA}.labels`]: { a: '' } },
  ),
  whole(
    'run-strategy',
    'spec.running',
    { 'spec.running': true },
    { 'spec.running': true, 'spec.runStrategy': undefined },
  ),
  whole('run-strategy', 'spec.runStrategy', { 'spec.runStrategy': 'WaitAsReceiver' }, { 'spec.runStrategy': 'Once' }),
  template(
    'access-credentials',
    'accessCredentials[0].sshPublicKey.propagationMethod',
    key({ noCloud: {} }),
    key({ qemuGuestAgent: { users: ['a'] } }),
  ),
  template('access-credentials', 'accessCredentials[0]', { accessCredentials: [{}] }, { accessCredentials: [] }),
  whole(
    'unknown-field',
    `${METADATA}.label`,
    { [`${METADATA}.label`]: {} },
    { [`${METADATA}.creationTimestamp`]: null },
  ),
  template(
    'unknown-field',
    'domain.clock.timezones',
    { 'domain.clock': { timezones: 'UTC' } },
    { 'domain.clock': { timezone: 'UTC' } },
  ),
  whole(
    'wrong-type',
    `${METADATA}.labels.a`,
    { [`${METADATA}.labels`]: { a: true } },
    { [`${METADATA}.labels`]: { a: 'true' } },
  ),
  template('int-range', 'domain.cpu.cores', { 'domain.cpu': { cores: -1 } }, { 'domain.cpu': { cores: 1 } }),
];
