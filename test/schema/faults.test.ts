import { expect, test } from 'vitest';
import { schemaFaults } from '../../src/schema';
import { found, object, vm } from './support';

const nic = (fields: object) => vm({ domain: { devices: { interfaces: [{ name: 'lan', ...fields }] } } });
const domain = (fields: object) => vm({ domain: { devices: {}, ...fields } });
const volume = (fields: object) => vm({ volumes: [{ name: 'a', ...fields }] });
const claim = (fields: object) => object('cdi.kubevirt.io/v1beta1', 'DataVolume', { spec: fields });
const many = (count: number, entry: object) => Array.from({ length: count }, (_, i) => ({ name: `n${i}`, ...entry }));
const instancetype = (fields: object) =>
  object('instancetype.kubevirt.io/v1beta1', 'VirtualMachineInstancetype', {
    spec: { cpu: { guest: 1 }, memory: { guest: '1Gi', ...fields } },
  });
const policy = (nodeSelector: object) =>
  object('nmstate.io/v1', 'NodeNetworkConfigurationPolicy', { spec: { nodeSelector } });

test.each([
  { say: 'the smallest VM', doc: vm(), faults: [] },
  { say: 'a kind that nobody knows', doc: object('apps/v1', 'Deployment', { spec: 5 }), faults: [] },
  { say: 'no document at all', doc: null, faults: [] },

  { say: 'a field of no schema', doc: nic({ vlan: 5 }), faults: ['unknown-field …domain.devices.interfaces[0].vlan'] },
  { say: 'a field beside spec', doc: { ...vm(), extra: 1 }, faults: ['unknown-field extra'] },
  {
    say: 'a field whose key is no word',
    doc: nic({ 'a.b/c': 5 }),
    faults: ['unknown-field …domain.devices.interfaces[0]["a.b/c"]'],
  },
  { say: 'what clock keeps', doc: domain({ clock: { zork: 1 } }), faults: [] },
  {
    say: 'what is unknown inside of what clock has',
    doc: domain({ clock: { timer: { zork: 1 } } }),
    faults: ['unknown-field …domain.clock.timer.zork'],
  },
  {
    say: 'free metadata of a template',
    doc: object('kubevirt.io/v1', 'VirtualMachine', {
      spec: { template: { metadata: { zork: { a: 1 } }, spec: { domain: { devices: {} } } } },
    }),
    faults: [],
  },
  {
    say: 'names of Object',
    doc: nic({ constructor: 1, toString: 1 }),
    faults: [
      'unknown-field …domain.devices.interfaces[0].constructor',
      'unknown-field …domain.devices.interfaces[0].toString',
    ],
  },
  { say: 'an unknown field of status', doc: { ...vm(), status: { zork: 1 } }, faults: ['unknown-field status.zork'] },

  { say: 'a text for a number', doc: domain({ cpu: { cores: '2' } }), faults: ['wrong-type …domain.cpu.cores'] },
  {
    say: 'a fraction for a whole number',
    doc: domain({ cpu: { cores: 2.5 } }),
    faults: ['wrong-type …domain.cpu.cores'],
  },
  {
    say: 'a fraction for a quantity',
    doc: domain({ memory: { guest: 1.5 } }),
    faults: ['wrong-type …domain.memory.guest'],
  },
  { say: 'a whole number for a quantity', doc: domain({ memory: { guest: 1073741824 } }), faults: [] },
  {
    say: 'a number for a text',
    doc: nic({ macAddress: 12 }),
    faults: ['wrong-type …domain.devices.interfaces[0].macAddress'],
  },
  {
    say: 'a number that JSON lacks',
    doc: domain({ cpu: { cores: Number.NaN } }),
    faults: ['wrong-type …domain.cpu.cores'],
  },
  {
    say: 'a mapping for a list, its fields one by one',
    doc: vm({ networks: { name: 'a' } }),
    faults: ['wrong-type …networks', 'unknown-field …networks.name'],
  },
  {
    say: 'a list for a mapping, its fields one by one',
    doc: domain({ cpu: [{ cores: 1 }] }),
    faults: ['wrong-type …domain.cpu', 'unknown-field …domain.cpu[0].cores'],
  },
  {
    say: 'a number below a label of nodes',
    doc: vm({ nodeSelector: { 'kubernetes.io/hostname': 5 } }),
    faults: ['wrong-type …nodeSelector["kubernetes.io/hostname"]'],
  },
  { say: 'a wrong type in a status that is dropped', doc: { ...vm(), status: { created: 'yes' } }, faults: [] },
  {
    say: 'a wrong type in a status that is kept',
    doc: object('kubevirt.io/v1', 'VirtualMachineInstance', {
      spec: { domain: { devices: {} } },
      status: { phase: 5 },
    }),
    faults: ['wrong-type status.phase'],
  },

  { say: 'null for an optional field', doc: domain({ memory: { guest: null } }), faults: [] },
  { say: 'null for a field that is needed', doc: vm({ domain: null }), faults: ['required …domain'] },
  {
    say: 'null for a field with a default',
    doc: volume({ containerPath: { path: '/a', readOnly: null } }),
    faults: [],
  },
  { say: 'null in a list', doc: vm({ networks: [null] }), faults: ['wrong-type …networks[0]'] },
  {
    say: 'null in a list that may hold it',
    doc: object('kubevirt.io/v1', 'VirtualMachine', {
      spec: { dataVolumeTemplates: [null], template: { spec: { domain: { devices: {} } } } },
    }),
    faults: [],
  },

  {
    say: 'no template',
    doc: object('kubevirt.io/v1', 'VirtualMachine', { spec: {} }),
    faults: ['required spec.template'],
  },
  { say: 'no spec', doc: object('kubevirt.io/v1', 'VirtualMachine'), faults: ['required spec'] },
  {
    say: 'a template without a spec',
    doc: object('kubevirt.io/v1', 'VirtualMachine', { spec: { template: {} } }),
    faults: [],
  },
  { say: 'no devices', doc: vm({ domain: {} }), faults: ['required …domain.devices'] },
  { say: 'a needed name with a default', doc: volume({ configMap: {} }), faults: [] },

  { say: 'a closed set', doc: domain({ rebootPolicy: 'Restart' }), faults: ['enum …domain.rebootPolicy'] },
  { say: 'a member of it', doc: domain({ rebootPolicy: 'Terminate' }), faults: [] },
  { say: 'a content type', doc: claim({ contentType: 'raw' }), faults: ['enum spec.contentType'] },

  {
    say: 'bytes with a B',
    doc: domain({ memory: { guest: '2GB' } }),
    faults: ['quantity-pattern …domain.memory.guest'],
  },
  {
    say: 'a unit in lower case',
    doc: domain({ memory: { guest: '2gi' } }),
    faults: ['quantity-pattern …domain.memory.guest'],
  },
  { say: 'a negative quantity', doc: domain({ memory: { guest: '-2Gi' } }), faults: [] },
  {
    say: 'exponents and parts',
    doc: domain({ memory: { guest: '1.5e3' }, resources: { requests: { cpu: '.5' } } }),
    faults: [],
  },

  { say: 'the last whole number of 32 bits', doc: domain({ cpu: { cores: 2147483647 } }), faults: [] },
  { say: 'the one after it', doc: domain({ cpu: { cores: 2147483648 } }), faults: ['int-range …domain.cpu.cores'] },
  { say: 'a negative number, which webhooks refuse', doc: domain({ cpu: { cores: -1 } }), faults: [] },
  { say: 'a number of 64 bits', doc: vm({ terminationGracePeriodSeconds: 2147483648 }), faults: [] },
  {
    say: 'a number of more',
    doc: vm({ terminationGracePeriodSeconds: 1e19 }),
    faults: ['wrong-type …terminationGracePeriodSeconds'],
  },

  { say: 'the ends of a range', doc: instancetype({ overcommitPercent: 100 }), faults: [] },
  {
    say: 'beyond its end',
    doc: instancetype({ overcommitPercent: 101 }),
    faults: ['overcommit spec.memory.overcommitPercent'],
  },
  {
    say: 'before its start',
    doc: instancetype({ overcommitPercent: -1 }),
    faults: ['overcommit spec.memory.overcommitPercent'],
  },
  {
    say: 'replicas below 0',
    doc: object('pool.kubevirt.io/v1beta1', 'VirtualMachinePool', {
      spec: { replicas: -1, selector: {}, virtualMachineTemplate: { spec: { template: {} } } },
    }),
    faults: ['number-range spec.replicas'],
  },

  { say: '256 networks', doc: vm({ networks: many(256, { pod: {} }) }), faults: [] },
  { say: '257 networks', doc: vm({ networks: many(257, { pod: {} }) }), faults: ['list-max …networks'] },
  {
    say: '257 node labels',
    doc: policy(Object.fromEntries(many(257, {}).map(({ name }) => [name, 'x']))),
    faults: ['map-max spec.nodeSelector'],
  },

  {
    say: 'claims of one name',
    doc: vm({ resourceClaims: [{ name: 'a' }, { name: 'a' }, { name: 'a' }] }),
    faults: ['list-keys-unique …resourceClaims[1]'],
  },
  { say: 'claims of two names', doc: vm({ resourceClaims: [{ name: 'a' }, { name: 'b' }] }), faults: [] },
  {
    say: 'one of two keys repeated',
    doc: vm({
      topologySpreadConstraints: ['DoNotSchedule', 'ScheduleAnyway'].map((whenUnsatisfiable) => ({
        maxSkew: 1,
        topologyKey: 'a',
        whenUnsatisfiable,
      })),
    }),
    faults: [],
  },
  {
    say: 'two networks of one name, which webhooks refuse',
    doc: vm({ networks: [{ name: 'a' }, { name: 'a' }] }),
    faults: [],
  },
  {
    say: 'a repeated user',
    doc: vm({
      accessCredentials: [
        { sshPublicKey: { source: {}, propagationMethod: { qemuGuestAgent: { users: ['a', 'b', 'a'] } } } },
      ],
    }),
    faults: ['list-set …accessCredentials[0].sshPublicKey.propagationMethod.qemuGuestAgent.users[2]'],
  },

  { say: 'an absolute path', doc: volume({ containerPath: { path: '/a' } }), faults: [] },
  {
    say: 'a relative path',
    doc: volume({ containerPath: { path: 'a' } }),
    faults: ['container-path-cel …volumes[0].containerPath.path'],
  },
  {
    say: 'a path that goes up',
    doc: volume({ containerPath: { path: '/a/../b' } }),
    faults: ['container-path-cel …volumes[0].containerPath.path'],
  },
  { say: 'a path of 4096 characters', doc: volume({ containerPath: { path: `/${'a'.repeat(4095)}` } }), faults: [] },
  {
    say: 'a path of 4097',
    doc: volume({ containerPath: { path: `/${'a'.repeat(4096)}` } }),
    faults: ['container-path-cel …volumes[0].containerPath.path'],
  },
  {
    say: 'a writable path',
    doc: volume({ containerPath: { path: '/a', readOnly: false } }),
    faults: ['container-path-cel …volumes[0].containerPath.readOnly'],
  },
  { say: 'a node label', doc: policy({ 'kubernetes.io/hostname': 'a' }), faults: [] },
  { say: 'a key that no node has', doc: policy({ 'a/b/c': 'a' }), faults: ['node-selector-cel spec.nodeSelector'] },

  {
    say: 'a part of a whole',
    doc: object('migrations.kubevirt.io/v1alpha1', 'MigrationPolicy', {
      spec: { bandwidthPerMigration: '1Gi', selectors: {} },
    }),
    faults: [],
  },
  {
    say: 'a CNI config that is no text',
    doc: object('k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', { spec: { config: {}, vlan: 5 } }),
    faults: ['wrong-type spec.config', 'unknown-field spec.vlan'],
  },
])('$say', ({ doc, faults }) => {
  expect(found(doc)).toEqual(faults);
});

test.each([
  { doc: nic({ brigde: {} }), fix: 'did you mean bridge?' },
  { doc: nic({ mac: 'x' }), fix: 'did you mean macAddress?' },
  {
    doc: vm({ networks: [{ name: 'a', networkName: 'b' }] }),
    fix: 'move it to spec.template.spec.networks[0].multus.networkName',
  },
  {
    doc: object('kubevirt.io/v1', 'VirtualMachine', { spec: { evictionStrategy: 'None', template: {} } }),
    fix: 'move it to spec.template.spec.evictionStrategy',
  },
  {
    doc: vm({ networks: [{ name: 'a', vlan: 5 }] }),
    fix: 'remove it; known fields are multus, name, pod, resourceClaim',
  },
  { doc: volume({ cloudInitNoCloud: { userDataSecretRef: {} } }), fix: 'did you mean secretRef?' },
  { doc: nic({ type: 'bridge' }), fix: 'remove it' },
  { doc: domain({ cpu: { cores: '2' } }), fix: 'write it without quotes' },
  { doc: domain({ memory: { guest: '2GB' } }), fix: 'did you mean 2G?' },
  { doc: domain({ resources: { requests: { cpu: '100 m' } } }), fix: 'did you mean 100m?' },
  { doc: domain({ rebootPolicy: 'reboot' }), fix: 'use one of Reboot, Terminate' },
])('the fix says what to write: $fix', ({ doc, fix }) => {
  expect(schemaFaults(doc).map((fault) => fault.fix)).toEqual([fix]);
});

test('no text that may be a secret stands in a message', () => {
  const volumes = [{ name: 'a', cloudInitNoCloud: { userData: ['hunter2'], userDataBase64: { hunter2: 1 } } }];
  const faults = [
    ...schemaFaults(vm({ volumes: [...volumes, { name: 'b', cloudInitNoCloud: { networkData: 4711 } }] })),
    ...schemaFaults(object('v1', 'Secret', { data: { a: 'hunter2!' }, stringData: { b: 4711 } })),
  ];
  expect(faults).toHaveLength(6);
  expect(faults.filter(({ message, fix }) => /hunter2|4711/.test(fix + message))).toEqual([]);
});
