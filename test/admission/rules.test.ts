import { describe, expect, test } from 'vitest';
import { admissionRules, admit, defaultCluster } from '../../src/admission';
import { having, instancetype, preference, vm } from './cases';
import { cpuMemoryCases } from './cases-cpu-memory';
import { deviceCases } from './cases-devices';
import { diskCases } from './cases-disks';
import { networkCases } from './cases-networks';
import { objectCases } from './cases-objects';
import { podCases } from './cases-pod';
import { ids } from './ids';

const cases = [...networkCases, ...diskCases, ...cpuMemoryCases, ...deviceCases, ...podCases, ...objectCases];

describe('each rule', () => {
  test.each(cases.map((one) => ({ ...one, cluster: one.cluster ?? defaultCluster() })))(
    '$rule refuses $field, and takes its nearest neighbour',
    ({ rule, field, hit, pass, cluster }) => {
      expect(admit(hit, cluster).map((fault) => [fault.rule, fault.field])).toContainEqual([rule, field]);
      expect(admit(pass, cluster)).toEqual([]);
    },
  );

  test('says what is and what to do, in one line each', () => {
    for (const { hit, cluster } of cases) {
      for (const { message, fix } of admit(hit, cluster ?? defaultCluster())) {
        expect(message).toMatch(/^[^\n]{4,300}$/);
        expect(fix).toMatch(/^[a-z][^\n]{3,298}[^.]$/);
      }
    }
  });
});

describe('the table of ids', () => {
  test('is that of the rules which were read in KubeVirt', () => {
    expect(admissionRules.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  test('has a case for each, or says where else the answer comes from', () => {
    const covered = new Set(cases.map(({ rule }) => rule));
    const open = admissionRules.filter(({ id, elsewhere }) => elsewhere === undefined && !covered.has(id));
    expect(open).toEqual([]);
    expect(admissionRules.filter(({ id, elsewhere }) => elsewhere !== undefined && covered.has(id))).toEqual([]);
  });
});

describe('a VM whose instance type or preference is unknown', () => {
  const unknown = (changes: object) =>
    vm({ 'spec.instancetype': { name: 'far' }, 'spec.preference': { name: 'away' }, ...changes });
  const T = 'spec.template.spec';

  test.each([
    { say: 'memory', changes: { [`${T}.domain.memory`]: undefined } },
    { say: 'pages', changes: { [`${T}.domain.memory`]: { hugepages: { pageSize: '1Gi' }, guest: '1Mi' } } },
    { say: 'a pinned CPU', changes: { [`${T}.domain.cpu`]: { isolateEmulatorThread: true } } },
    { say: 'the binding of a pod NIC', changes: { [`${T}.domain.devices.interfaces.0`]: { name: 'default' } } },
    { say: 'SMM', changes: { [`${T}.domain.firmware.bootloader.efi`]: {} } },
    {
      say: 'the bus of a disk',
      changes: { [`${T}.domain.devices.disks.0`]: { name: 'root', dedicatedIOThread: true } },
    },
    { say: 'the type of an input', changes: { [`${T}.domain.devices.inputs`]: [{ name: 'i', bus: 'usb', type: '' }] } },
  ])('may get $say from there', ({ changes }) => {
    expect(admit(unknown(changes), defaultCluster())).toEqual([]);
    expect(admit(vm(changes), defaultCluster())).not.toEqual([]);
  });

  test('is still refused for what neither can change', () => {
    const rules = admit(unknown({ [`${T}.hostname`]: 'A' }), defaultCluster()).map(({ rule }) => rule);
    expect(rules).toEqual(['hostname']);
  });

  test('takes a revision for unknown, whatever the object says today', () => {
    const cluster = having(instancetype({ cpu: { guest: 1 }, memory: { guest: '1Gi' } }));
    const typed = (more: object) => vm({ 'spec.instancetype': { name: 'it', ...more } });
    expect(admit(typed({}), cluster)).not.toEqual([]);
    expect(admit(typed({ revisionName: 'it-1' }), cluster)).toEqual([]);
  });
});

describe('a VM whose instance type does not exist', () => {
  const T = 'spec.template.spec';
  const typed = (changes: object) => vm({ 'spec.instancetype': { name: 'far' }, ...changes });
  const complete = defaultCluster({ complete: true });

  test('is taken for one without when it is stored, and waits at start', () => {
    const isolated = typed({ [`${T}.domain.cpu`]: { isolateEmulatorThread: true } });
    expect(admit(isolated, complete).map(({ rule }) => rule)).toEqual(['isolate-needs-pin']);
    expect(admit(isolated, defaultCluster())).toEqual([]);
    expect(admit(typed({ [`${T}.domain.memory`]: undefined }), complete)).toEqual([]);
  });
});

describe('a preference', () => {
  const preferring = (spec: object, changes: object = {}) =>
    admit(vm({ 'spec.preference': { name: 'it' }, ...changes }), having(preference({ ...spec })));
  const T = 'spec.template.spec';

  test('fills in what the template leaves open', () => {
    const bare = { [`${T}.domain.devices.interfaces.0`]: { name: 'default' } };
    expect(preferring({ devices: { preferredInterfaceMasquerade: {} } }, bare)).toEqual([]);
    expect(preferring({ features: { preferredSmm: {} }, firmware: { preferredEfi: {} } })).toEqual([]);
    expect(preferring({ devices: { preferredVideoType: 'vga' } }, { [`${T}.domain.devices.video`]: {} })).toEqual([]);
  });

  test('adds no panic device: it says of which model those of the template are', () => {
    const panic = { devices: { preferredPanicDeviceModel: 'isa' }, preferredArchitecture: 's390x' };
    expect(preferring(panic)).toEqual([]);
    const own = { [`${T}.domain.devices.panicDevices`]: [{}] };
    expect(preferring({ devices: { preferredPanicDeviceModel: 'ISA' } }, own).map(({ rule }) => rule)).toEqual([
      'panic',
    ]);
  });

  test('can bring a VM down', () => {
    expect(preferring({ firmware: { preferredUseEfi: true } }).map(({ rule }) => rule)).toEqual(['secureboot-smm']);
    expect(preferring({ machine: { preferredMachineType: 'virt' } }).map(({ rule }) => rule)).toEqual(['machine-type']);
    expect(preferring({ devices: { preferredVideoType: 'vmvga' } }).map(({ rule }) => rule)).toEqual(['video']);
  });
});

test('an inferred default takes the place of the memory in the template when failure is ignored', () => {
  const label = { 'instancetype.kubevirt.io/default-instancetype': 'it' };
  const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'gold', labels: label } };
  const cluster = having(claim, instancetype({ cpu: { guest: 1 }, memory: { guest: '1Gi' } }));
  const inferred = (inferFromVolumeFailurePolicy: string) =>
    vm({
      'spec.instancetype': { inferFromVolume: 'root', inferFromVolumeFailurePolicy },
      'spec.template.spec.volumes.0': { name: 'root', persistentVolumeClaim: { claimName: 'gold' } },
    });
  expect(admit(inferred('Ignore'), cluster)).toEqual([]);
  expect(admit(inferred('Reject'), cluster).map(({ rule }) => rule)).toEqual(['instancetype-conflict']);
});

test('kinds of other groups are nobody to admit', () => {
  expect(admit({ apiVersion: 'vmoperator.vmware.com/v1', kind: 'VirtualMachine', spec: {} }, defaultCluster())).toEqual(
    [],
  );
  expect(admit({ apiVersion: 'v1', kind: 'constructor' }, defaultCluster())).toEqual([]);
});

test('a later KubeVirt waits for VMs of other clusters by default', () => {
  const receiver = vm({ 'spec.runStrategy': 'WaitAsReceiver' });
  expect(admit(receiver, defaultCluster({ kubevirtVersion: 'v1.9.2' }))).not.toEqual([]);
  expect(admit(receiver, defaultCluster({ kubevirtVersion: 'v1.10.0' }))).toEqual([]);
});
