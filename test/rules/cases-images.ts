import { FindingSeverity } from '../../src/findings';
import type { Data } from '../../src/values';
import { file, vm } from './documents';
import { type RuleCase, ruleCase } from './rule-case';

const { ERROR, WARNING } = FindingSeverity;

const DB = 'VirtualMachine/vms/db';
const DATA_VOLUME = 'DataVolume/vms/system';

const sized = (storage: string, more: Data = {}) => ({ storage: { resources: { requests: { storage } }, ...more } });
const dataVolume = (name: string, spec: Data): Data => ({
  apiVersion: 'cdi.kubevirt.io/v1beta1',
  kind: 'DataVolume',
  metadata: { name, namespace: 'vms' },
  spec,
});
const cloned = (storage: string) =>
  file(
    dataVolume('golden', { source: { blank: {} }, ...sized('20Gi') }),
    dataVolume('system', { source: { pvc: { name: 'golden', namespace: 'vms' } }, ...sized(storage) }),
  );
const fromRegistry = (url: string) => file(dataVolume('system', { source: { registry: { url } }, ...sized('10Gi') }));

const storageClass = (volumeBindingMode: string): Data => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local' },
  provisioner: 'example.org/local',
  volumeBindingMode,
});
const stopped = (mode: string) =>
  file(
    storageClass(mode),
    vm('db', {
      life: { runStrategy: 'Halted' },
      dataVolumeTemplates: [
        {
          metadata: { name: 'system' },
          spec: { source: { blank: {} }, ...sized('10Gi', { storageClassName: 'local' }) },
        },
      ],
      volumes: [{ name: 'system', dataVolume: { name: 'system' } }],
    }),
  );

const inWave = (runStrategy: string) =>
  file(vm('db', { life: { runStrategy }, metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '1' } } }));

/** A VM that is to migrate, with a claim of an access mode. */
const draining = (accessMode: string, evictionStrategy = 'LiveMigrate') =>
  file(
    dataVolume('system', { source: { blank: {} }, ...sized('10Gi', { accessModes: [accessMode] }) }),
    vm('db', { volumes: [{ name: 'system', dataVolume: { name: 'system' } }], spec: { evictionStrategy } }),
  );
const bridgedPod = (binding: string) =>
  file(vm('db', { nics: [{ name: 'default', binding }], spec: { evictionStrategy: 'LiveMigrate' } }));
const STRATEGY = 'spec.template.spec.evictionStrategy';

const withUuid = (name: string, uuid: string) =>
  vm(name, { spec: { domain: { firmware: { uuid }, devices: { interfaces: [] } } } });
const UUID = '5d307ca9-b3ef-428c-8861-06e72d69f223';

export const imageCases: readonly RuleCase[] = [
  ruleCase(
    ['registry-url', ERROR, DATA_VOLUME, 'spec.source.registry.url'],
    ['CDI takes docker:// and oci-archive:// alone', 'write docker://quay.io/containerdisks/debian:12'],
    ['a reference without a scheme', fromRegistry('quay.io/containerdisks/debian:12')],
    ['with one', fromRegistry('docker://quay.io/containerdisks/debian:12')],
  ),
  ruleCase(
    ['registry-url', ERROR, DATA_VOLUME, 'spec.source.registry.url'],
    ['the registry source is "https://***@quay.io/debian:12"', 'write docker://***@quay.io/debian:12'],
    ['a login in the URL', fromRegistry('https://robot:s3cret@quay.io/debian:12')],
    ['a digest is no login', fromRegistry('docker://quay.io/debian@sha256:0123')],
  ),
  ruleCase(
    ['clone-smaller', ERROR, DATA_VOLUME, 'spec'],
    ['"system" has "10Gi", and its source "golden" "20Gi"', 'ask for "20Gi" or more'],
    ['a clone smaller than its source', cloned('10Gi')],
    ['of the same size in another unit', cloned('20480Mi')],
  ),
  ruleCase(
    ['halted-waits-for-consumer', WARNING, DB, 'spec.dataVolumeTemplates[0].spec'],
    ['is not filled until the VM starts', 'cdi.kubevirt.io/storage.bind.immediate.requested'],
    ['a stopped VM on a class that waits', stopped('WaitForFirstConsumer')],
    ['on one that does not', stopped('Immediate')],
  ),
  ruleCase(
    ['stopped-in-sync-wave', WARNING, DB, 'metadata.annotations.argocd.argoproj.io/sync-wave'],
    ['Argo CD waits in its sync wave', 'put it into the last wave'],
    ['a stopped VM in a wave', inWave('Halted')],
    ['a running one', inWave('Always')],
  ),
  ruleCase(
    ['drain-blocked', WARNING, DB, STRATEGY],
    ['the disk "system" is ReadWriteOnce', 'LiveMigrateIfPossible'],
    ['a disk for one node', draining('ReadWriteOnce')],
    ['for many', draining('ReadWriteMany')],
  ),
  ruleCase(
    ['drain-blocked', WARNING, DB, STRATEGY],
    ['the disk "system" is ReadWriteOnce', 'LiveMigrateIfPossible'],
    ['a disk for one node', draining('ReadWriteOnce')],
    ['a strategy that takes that into account', draining('ReadWriteOnce', 'LiveMigrateIfPossible')],
  ),
  ruleCase(
    ['drain-blocked', WARNING, DB, STRATEGY],
    ['"default" bridges the pod network', 'LiveMigrateIfPossible'],
    ['a bridge on the pod network', bridgedPod('bridge')],
    ['masquerade', bridgedPod('masquerade')],
  ),
  ruleCase(
    ['duplicate-firmware-uuid', ERROR, 'VirtualMachine/vms/web', 'spec.template.spec.domain.firmware.uuid'],
    [`the firmware UUID ${UUID} is that of ${DB}`, 'give each VM a UUID of its own'],
    ['one UUID for two VMs', file(withUuid('db', UUID), withUuid('web', UUID.toUpperCase()))],
    ['two', file(withUuid('db', UUID), withUuid('web', UUID.replace('5', '6')))],
  ),
];
