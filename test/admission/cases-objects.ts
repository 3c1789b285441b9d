import { type Case, gates, instancetype, object, preference, vm } from './cases';

const policy = (spec: object) => object('migrations.kubevirt.io/v1alpha1', 'MigrationPolicy', { ...spec });
const clone = (spec: object) =>
  object('clone.kubevirt.io/v1beta1', 'VirtualMachineClone', {
    source: { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: 'a' },
    ...spec,
  });
const pool = (spec: object, changes: Readonly<Record<string, unknown>> = {}) =>
  object('pool.kubevirt.io/v1beta1', 'VirtualMachinePool', {
    selector: { matchLabels: { app: 'a' } },
    virtualMachineTemplate: { metadata: { labels: { app: 'a' } }, spec: vm(changes).spec },
    ...spec,
  });
const target = (name: string) => ({ target: { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name } });
const cpu = { guest: 1 };
const pages = { guest: '2Gi', hugepages: { pageSize: '2Mi' } };
const spread = (spreadOptions: object) => preference({ cpu: { preferredCPUTopology: 'spread', spreadOptions } });

/** Instance types, preferences, pools, policies, clones. */
export const objectCases: readonly Case[] = [
  {
    rule: 'overcommit',
    field: 'spec.memory.overcommitPercent',
    hit: instancetype({ cpu, memory: { ...pages, overcommitPercent: 1 } }),
    pass: instancetype({ cpu, memory: { ...pages, overcommitPercent: 0 } }),
  },
  {
    rule: 'int-range',
    field: 'spec.cpu.guest',
    hit: instancetype({ cpu: { guest: -1 } }),
    pass: instancetype({ cpu }),
  },
  {
    rule: 'topology',
    field: 'spec.cpu.preferredCPUTopology',
    hit: preference({ cpu: { preferredCPUTopology: 'dies' } }),
    pass: preference({ cpu: { preferredCPUTopology: 'preferThreads' } }),
  },
  {
    rule: 'topology',
    field: 'spec.cpu.spreadOptions.ratio',
    hit: spread({ across: 'CoresThreads', ratio: 4 }),
    pass: spread({ across: 'SocketsCores', ratio: 4 }),
  },
  {
    rule: 'topology',
    field: 'spec.cpu.spreadOptions.across',
    hit: spread({ across: 'Dies' }),
    pass: spread({ across: 'SocketsCoresThreads' }),
  },
  {
    rule: 'pool',
    field: 'spec.selector',
    hit: pool({ selector: { matchLabels: { app: 'b' } } }),
    pass: pool({ selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] } }),
  },
  {
    rule: 'pool',
    field: 'spec.maxUnavailable',
    hit: pool({ maxUnavailable: '0%' }),
    pass: pool({ maxUnavailable: '100%' }),
  },
  {
    rule: 'pool',
    field: 'spec.updateStrategy',
    hit: pool({ updateStrategy: { unmanaged: {}, proactive: {} } }),
    pass: pool({ updateStrategy: { proactive: {} } }),
  },
  {
    rule: 'hostname',
    field: 'spec.virtualMachineTemplate.spec.template.spec.hostname',
    hit: pool({}, { 'spec.template.spec.hostname': 'a.b' }),
    pass: pool({}),
  },
  {
    rule: 'migration-policy',
    field: 'spec.bandwidthPerMigration',
    hit: policy({ bandwidthPerMigration: '-1Mi' }),
    pass: policy({ bandwidthPerMigration: '0' }),
  },
  {
    rule: 'migration-policy',
    field: 'spec.maxDowntimeMs',
    hit: policy({ maxDowntimeMs: 300 }),
    pass: policy({ completionTimeoutPerGiB: 0 }),
  },
  {
    rule: 'migration-policy',
    field: 'spec.completionTimeoutPerGiB',
    hit: policy({ maxDowntimeMs: 300, completionTimeoutPerGiB: -1 }),
    pass: policy({ maxDowntimeMs: 300 }),
    cluster: gates('MigrationStallDetection'),
  },
  { rule: 'clone', field: 'spec.target.name', hit: clone(target('a')), pass: clone(target('b')) },
  {
    rule: 'clone',
    field: 'spec.source.apiGroup',
    hit: clone({ source: { kind: 'VirtualMachine', name: 'a' } }),
    pass: clone({ source: { apiGroup: 'snapshot.kubevirt.io', kind: 'VirtualMachineSnapshot', name: 'a' } }),
  },
  {
    rule: 'clone',
    field: 'spec.labelFilters[0]',
    hit: clone({ labelFilters: ['a!'] }),
    pass: clone({ labelFilters: ['*', '!a*'] }),
  },
  {
    rule: 'clone',
    field: 'spec.newMacAddresses.eth0',
    hit: clone({ newMacAddresses: { eth0: '02:00' } }),
    pass: clone({ newMacAddresses: { eth0: '' } }),
  },
  {
    rule: 'clone',
    field: 'spec.patches[0]',
    hit: clone({ patches: ['op: add'] }),
    pass: clone({ patches: ['{"op": "add"}'] }),
  },
];
