import { defaultCluster } from '../../src/admission';
import { type Case, having, instancetype, preference, template, whole } from './cases';

const cpu = 'domain.cpu';
const PIN = { 'domain.cpu.dedicatedCpuPlacement': true };
const resources = (requests: object, limits: object = {}) => ({ 'domain.resources': { requests, limits } });
const memory = (value: object) => ({ 'domain.memory': value });
const none = { 'domain.memory': undefined };
const T = 'spec.template.spec';
const TYPED = { 'spec.instancetype': { name: 'it' }, [`${T}.domain.memory`]: undefined };
const type = { cpu: { guest: 3 }, memory: { guest: '4Gi' } };
const PREFERS = { 'spec.preference': { name: 'it' } };
const pages = { 'domain.memory.hugepages': { pageSize: '2Mi' } };
const claim = (labels: object) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'gold', labels },
});
const inferred = (policy?: string) => ({
  ...TYPED,
  'spec.instancetype': { inferFromVolume: 'root', inferFromVolumeFailurePolicy: policy },
  [`${T}.volumes.0`]: { name: 'root', persistentVolumeClaim: { claimName: 'gold' } },
});

/** CPU, memory, instance types. */
export const cpuMemoryCases: readonly Case[] = [
  template(
    'mem-request',
    'domain.resources.requests.memory',
    resources({ memory: '999999' }),
    resources({ memory: '1M' }),
  ),
  template(
    'mem-request',
    'domain.resources.requests.memory',
    resources({ memory: '3Gi' }, { memory: '2Gi' }),
    resources({ memory: '2Gi' }, { memory: '2Gi' }),
  ),
  template(
    'mem-request',
    'domain.resources.requests.memory',
    resources({ memory: '-500m' }),
    resources({ memory: '0m' }),
  ),
  template(
    'mem-request',
    'domain.resources.requests.memory',
    resources({ memory: '999999500m' }),
    resources({ memory: '1000000500m' }),
  ),
  template('cpu-request', 'domain.resources.requests.cpu', resources({ cpu: '-0.0001' }), resources({ cpu: '0.0001' })),
  template(
    'mem-limit',
    'domain.resources.limits.memory',
    resources({}, { memory: '-1Gi' }),
    resources({}, { memory: '1Gi' }),
  ),
  template('mem-needed', 'domain.memory.guest', none, { ...none, ...resources({ memory: '1Gi' }) }),
  template(
    'mem-guest-over-limit',
    'domain.memory.guest',
    resources({}, { memory: '1Gi' }),
    resources({}, { memory: '2Gi' }),
    defaultCluster({ config: { vmRolloutStrategy: 'Stage' } }),
  ),
  template(
    'hugepage-size',
    'domain.memory.hugepages.pageSize',
    { 'domain.memory.hugepages': { pageSize: '2MB' } },
    pages,
  ),
  template(
    'hugepage-multiple',
    'domain.memory.guest',
    memory({ guest: '3Mi', hugepages: { pageSize: '2Mi' } }),
    memory({ hugepages: { pageSize: '2Mi' } }),
  ),
  template(
    'max-guest',
    'domain.memory.guest',
    memory({ guest: '1023Mi', maxGuest: '4Gi' }),
    memory({ guest: '1Gi', maxGuest: '4Gi' }),
  ),
  template(
    'max-guest',
    'domain.memory.guest',
    memory({ guest: '2Gi', maxGuest: '2049Mi' }),
    memory({ guest: '2Gi', maxGuest: '2050Mi' }),
  ),
  template(
    'max-guest',
    'domain.memory.guest',
    memory({ guest: '2Gi', maxGuest: '2050Mi', hugepages: { pageSize: '1Gi' } }),
    memory({ guest: '2Gi', maxGuest: '2050Mi', hugepages: { pageSize: '1024Mi' } }),
  ),
  template(
    'max-sockets',
    `${cpu}.sockets`,
    { 'domain.cpu': { sockets: 3, maxSockets: 2 } },
    { 'domain.cpu': { sockets: 2, maxSockets: 2 } },
  ),
  template(
    'cpu-request',
    'domain.resources.requests.cpu',
    resources({ cpu: '1001m' }, { cpu: '1' }),
    resources({ cpu: '1' }, { cpu: '1' }),
  ),
  template('cpu-limit', 'domain.resources.limits.cpu', resources({}, { cpu: '-1' }), resources({}, { cpu: '1' })),
  template('pin-memory', 'domain.resources.limits.memory', { ...PIN, 'domain.memory': { guest: '0' } }, PIN),
  template(
    'pin-integer',
    'domain.resources.requests.cpu',
    { ...PIN, ...resources({ cpu: '1500m' }) },
    { ...PIN, ...resources({ cpu: '2000m' }) },
  ),
  template(
    'pin-mem-equal',
    'domain.resources.requests.memory',
    { ...PIN, ...resources({ memory: '1Gi' }, { memory: '2Gi' }) },
    { ...PIN, ...resources({ memory: '2Gi' }, { memory: '2048Mi' }) },
  ),
  template(
    'pin-cpu-equal',
    `${cpu}.dedicatedCpuPlacement`,
    { ...PIN, ...resources({ cpu: 1 }, { cpu: 2 }) },
    { ...PIN, ...resources({ cpu: 2 }, { cpu: 2 }) },
  ),
  template(
    'pin-topology',
    `${cpu}.dedicatedCpuPlacement`,
    { 'domain.cpu': { cores: 4, dedicatedCpuPlacement: true }, ...resources({ cpu: 2 }) },
    { 'domain.cpu': { cores: 4, dedicatedCpuPlacement: true }, ...resources({ cpu: 4 }) },
  ),
  template(
    'pin-threads',
    `${cpu}.dedicatedCpuPlacement`,
    { 'domain.cpu': { threads: 3, dedicatedCpuPlacement: true } },
    { 'domain.cpu': { threads: 2, dedicatedCpuPlacement: true } },
  ),
  template(
    'pin-threads',
    `${cpu}.threads`,
    { 'domain.cpu': { threads: 2, dedicatedCpuPlacement: true }, architecture: 'arm64' },
    { 'domain.cpu': { threads: 1, dedicatedCpuPlacement: true }, architecture: 'arm64' },
  ),
  template(
    'isolate-needs-pin',
    `${cpu}.isolateEmulatorThread`,
    { 'domain.cpu.isolateEmulatorThread': true },
    { ...PIN, 'domain.cpu.isolateEmulatorThread': true },
  ),
  template(
    'numa-needs',
    `${cpu}.numa.guestMappingPassthrough`,
    { ...PIN, 'domain.cpu.numa': { guestMappingPassthrough: {} } },
    { ...PIN, ...pages, 'domain.cpu.numa': { guestMappingPassthrough: {} } },
  ),
  template(
    'realtime-needs',
    `${cpu}.numa.guestMappingPassthrough`,
    { ...PIN, 'domain.cpu.realtime': {} },
    { ...PIN, ...pages, 'domain.cpu.realtime': {}, 'domain.cpu.numa': { guestMappingPassthrough: {} } },
  ),
  template(
    'cpu-feature-policy',
    `${cpu}.features[0].policy`,
    { 'domain.cpu.features': [{ name: 'aes', policy: 'maybe' }] },
    { 'domain.cpu.features': [{ name: 'aes' }] },
  ),
  whole('matcher', 'spec.instancetype', { 'spec.instancetype': {} }, {}),
  whole('matcher', 'spec.instancetype.name', { 'spec.instancetype': { name: 'it', inferFromVolume: 'root' } }, TYPED),
  whole(
    'matcher',
    'spec.preference.inferFromVolumeFailurePolicy',
    { 'spec.preference': { name: 'it', inferFromVolumeFailurePolicy: 'ignore' } },
    { 'spec.preference': { name: 'it', inferFromVolumeFailurePolicy: 'Ignore' } },
  ),
  whole(
    'matcher',
    'spec.preference.inferFromVolumeFailurePolicy',
    { 'spec.preference': { name: 'it', inferFromVolumeFailurePolicy: '' } },
    { 'spec.preference': { name: 'it', inferFromVolumeFailurePolicy: 'Reject' } },
  ),
  whole(
    'infer',
    'spec.instancetype.inferFromVolume',
    inferred(),
    { ...inferred('Ignore'), [`${T}.domain.memory`]: { guest: '1Gi' } },
    having(claim({})),
  ),
  whole(
    'infer',
    'spec.instancetype.inferFromVolume',
    {
      ...inferred('Ignore'),
      'spec.instancetype': { inferFromVolume: 'other', inferFromVolumeFailurePolicy: 'Ignore' },
    },
    inferred(),
    having(claim({ 'instancetype.kubevirt.io/default-instancetype': 'it' }), instancetype(type)),
  ),
  whole(
    'instancetype-conflict',
    `${T}.domain.memory.guest`,
    { ...TYPED, [`${T}.domain.memory`]: { guest: '4Gi' } },
    TYPED,
    having(instancetype(type)),
  ),
  whole(
    'instancetype-conflict',
    `${T}.domain.cpu.dedicatedCpuPlacement`,
    { ...TYPED, [`${T}.domain.cpu`]: { dedicatedCpuPlacement: true } },
    { ...TYPED, [`${T}.domain.cpu`]: { isolateEmulatorThread: true } },
    having(instancetype({ ...type, cpu: { guest: 2, dedicatedCPUPlacement: true } })),
  ),
  whole(
    'instancetype-conflict',
    'spec.template.metadata.annotations.team',
    { ...TYPED, 'spec.template.metadata.annotations': { team: 'a' } },
    { ...TYPED, 'spec.template.metadata.annotations': { team: 'b' } },
    having(instancetype({ ...type, annotations: { team: 'b' } })),
  ),
  whole(
    'preference-spread',
    'spec.instancetype',
    { ...TYPED, ...PREFERS },
    TYPED,
    having(instancetype(type), preference({ cpu: { preferredCPUTopology: 'spread' } })),
  ),
  whole(
    'preference-requirements',
    `${T}.domain.cpu.sockets`,
    { ...PREFERS, [`${T}.domain.cpu`]: { cores: 4 } },
    { ...PREFERS, [`${T}.domain.cpu`]: { sockets: 4 } },
    having(preference({ requirements: { cpu: { guest: 4 } } })),
  ),
  whole(
    'preference-requirements',
    'spec.instancetype',
    { ...TYPED, ...PREFERS },
    TYPED,
    having(instancetype(type), preference({ requirements: { memory: { guest: '5Gi' } } })),
  ),
];
