import { type Case, gates, template, whole } from './cases';

const DISK = 'domain.devices.disks.0';
const disk = 'domain.devices.disks[0]';
const DVT = 'spec.dataVolumeTemplates';
const dvt = (changes: object = {}) => ({
  metadata: { name: 'db-root' },
  spec: { source: { blank: {} }, storage: { resources: { requests: { storage: '10Gi' } } } },
  ...changes,
});
const used = { 'spec.template.spec.volumes.0': { name: 'root', dataVolume: { name: 'db-root' } } };
const dvts = (changes: object) => ({ ...used, [DVT]: [dvt(changes)] });
const storage = { resources: { requests: { storage: '10Gi' } } };
const filesystem = (source: object) => ({
  'volumes.1': { name: 'share', ...source },
  'domain.devices.filesystems': [{ name: 'share', virtiofs: {} }],
});
const cloudInit = (source: object) => ({ 'volumes.1': { name: 'init', cloudInitNoCloud: source } });
const volume = (source: object) => ({ 'volumes.1': { name: 'more', ...source } });
const init = 'volumes[1].cloudInitNoCloud';
const blocks = (custom: object, more: object = {}) => ({ [`${DISK}.blockSize`]: { custom, ...more } });

/** Disks, volumes, dataVolumeTemplates. */
export const diskCases: readonly Case[] = [
  template(
    'disk-without-volume',
    'domain.devices.disks[1].name',
    { 'domain.devices.disks.1': { name: 'cd', disk: {} } },
    { 'domain.devices.disks.1': { name: 'cd', cdrom: {} } },
  ),
  template(
    'disk-name-unique',
    'domain.devices.disks[1].name',
    { 'domain.devices.disks.1': { name: 'root', disk: {} } },
    {},
  ),
  template(
    'volume-name-unique',
    'volumes[1].name',
    { 'volumes.1': { name: 'root', emptyDisk: { capacity: '1Gi' } } },
    volume({ emptyDisk: { capacity: '1Gi' } }),
  ),
  template(
    'disk-name-label',
    'volumes[1].name',
    { 'volumes.1': { name: 'Spare_Vol', emptyDisk: { capacity: '1Gi' } } },
    { 'volumes.1': { name: 'spare-vol', emptyDisk: { capacity: '1Gi' } } },
  ),
  template('disk-one-target', disk, { [`${DISK}.cdrom`]: { bus: 'sata' } }, {}),
  template('disk-bus', `${disk}.disk.bus`, { [`${DISK}.disk.bus`]: 'ide' }, { [`${DISK}.disk.bus`]: 'usb' }),
  template(
    'cdrom-virtio',
    `${disk}.cdrom.bus`,
    { [DISK]: { name: 'root', cdrom: { bus: 'virtio' } } },
    { [DISK]: { name: 'root', cdrom: { bus: 'scsi' } } },
  ),
  template(
    'sata-readonly',
    `${disk}.disk.readonly`,
    { [DISK]: { name: 'root', disk: { bus: 'sata', readonly: true } } },
    { [DISK]: { name: 'root', disk: { bus: 'scsi', readonly: true } } },
  ),
  template(
    'dedicated-iothread-bus',
    `${disk}.dedicatedIOThread`,
    { [DISK]: { name: 'root', disk: { bus: 'scsi' }, dedicatedIOThread: true } },
    { [`${DISK}.dedicatedIOThread`]: true },
  ),
  template(
    'dedicated-iothread-bus',
    `${disk}.dedicatedIOThread`,
    { [DISK]: { name: 'root', disk: {}, dedicatedIOThread: true } },
    { [DISK]: { name: 'root', disk: {} } },
  ),
  template(
    'disk-pci-bus',
    `${disk}.disk.pciAddress`,
    { [DISK]: { name: 'root', disk: { pciAddress: '0000:01:00.0' } } },
    { [`${DISK}.disk.pciAddress`]: '0000:01:00.0' },
  ),
  template('disk-boot-order', `${disk}.bootOrder`, { [`${DISK}.bootOrder`]: 0 }, { [`${DISK}.bootOrder`]: 99 }),
  template('disk-serial', `${disk}.serial`, { [`${DISK}.serial`]: 'a b' }, { [`${DISK}.serial`]: 'x'.repeat(256) }),
  template('disk-serial', `${disk}.serial`, { [`${DISK}.serial`]: 'x'.repeat(257) }, { [`${DISK}.serial`]: 'A_.+-9' }),
  template('disk-cache', `${disk}.cache`, { [`${DISK}.cache`]: 'unsafe' }, { [`${DISK}.cache`]: '' }),
  template('disk-io', `${disk}.io`, { [`${DISK}.io`]: 'io_uring' }, { [`${DISK}.io`]: 'threads' }),
  template(
    'disk-error-policy',
    `${disk}.errorPolicy`,
    { [`${DISK}.errorPolicy`]: '' },
    { [`${DISK}.errorPolicy`]: 'enospace' },
  ),
  template(
    'disk-block-size',
    `${disk}.blockSize.custom.logical`,
    blocks({ logical: 4096, physical: 512 }),
    blocks({ logical: 512, physical: 4096 }),
  ),
  template(
    'disk-block-size',
    `${disk}.blockSize.custom.physical`,
    blocks({ logical: 512, physical: 4194304 }),
    blocks({ logical: 2097152, physical: 2097152 }),
  ),
  template(
    'disk-block-size',
    `${disk}.blockSize`,
    blocks({ logical: 512, physical: 512 }, { matchVolume: {} }),
    blocks({ logical: 512, physical: 512 }, { matchVolume: { enabled: false } }),
  ),
  template(
    'lun-source',
    `${disk}.lun`,
    { [DISK]: { name: 'root', lun: { bus: 'scsi' } } },
    {
      [DISK]: { name: 'root', lun: { bus: 'scsi' } },
      'volumes.0': { name: 'root', persistentVolumeClaim: { claimName: 'a' } },
    },
  ),
  template(
    'lun-reservation',
    `${disk}.lun.reservation`,
    {
      [DISK]: { name: 'root', lun: { bus: 'scsi', reservation: true } },
      'volumes.0': { name: 'root', persistentVolumeClaim: { claimName: 'a' } },
    },
    {
      [DISK]: { name: 'root', lun: { bus: 'scsi' } },
      'volumes.0': { name: 'root', persistentVolumeClaim: { claimName: 'a' } },
    },
  ),
  template('volume-one-source', 'volumes[0]', { 'volumes.0.emptyDisk': { capacity: '1Gi' } }, {}),
  template(
    'dv-name',
    'volumes[1].dataVolume.name',
    volume({ dataVolume: { name: '' } }),
    volume({ dataVolume: { name: 'a' } }),
  ),
  template('cm-name', 'volumes[1].configMap.name', volume({ configMap: {} }), volume({ sysprep: {} })),
  template(
    'secret-name',
    'volumes[1].secret.secretName',
    volume({ secret: {} }),
    volume({ secret: { secretName: 'a' } }),
  ),
  template(
    'sa-name',
    'volumes[1].serviceAccount.serviceAccountName',
    volume({ serviceAccount: {} }),
    volume({ serviceAccount: { serviceAccountName: 'a' } }),
  ),
  template(
    'sa-volume-once',
    'volumes[2].serviceAccount',
    {
      'volumes.1': { name: 'a', serviceAccount: { serviceAccountName: 'a' } },
      'volumes.2': { name: 'b', serviceAccount: { serviceAccountName: 'b' } },
    },
    { 'volumes.1': { name: 'a', serviceAccount: { serviceAccountName: 'a' } } },
  ),
  template(
    'memory-dump-once',
    'volumes[2].memoryDump',
    {
      'volumes.1': { name: 'a', memoryDump: { claimName: 'a' } },
      'volumes.2': { name: 'b', memoryDump: { claimName: 'b' } },
    },
    { 'volumes.1': { name: 'a', memoryDump: { claimName: 'a' } } },
  ),
  template(
    'sa-name-match',
    'serviceAccountName',
    { serviceAccountName: 'b', ...volume({ serviceAccount: { serviceAccountName: 'a' } }) },
    { serviceAccountName: 'a', ...volume({ serviceAccount: { serviceAccountName: 'a' } }) },
  ),
  template(
    'utility-volumes',
    'utilityVolumes',
    { utilityVolumes: [{ name: 'a', claimName: 'a' }] },
    { utilityVolumes: [] },
  ),
  template('host-disk', 'volumes[1]', volume({ hostDisk: { path: '/a', type: 'Disk' } }), {}),
  template(
    'host-disk',
    'volumes[1].hostDisk.capacity',
    volume({ hostDisk: { path: '/a', type: 'Disk', capacity: '1Gi' } }),
    volume({ hostDisk: { path: '/a', type: 'DiskOrCreate', capacity: '1Gi' } }),
    gates('HostDisk'),
  ),
  template('downward-metrics', 'domain.devices.downwardMetrics', { 'domain.devices.downwardMetrics': {} }, {}),
  template(
    'downward-metrics',
    'domain.devices.disks[1].disk.bus',
    { ...volume({ downwardMetrics: {} }), 'domain.devices.disks.1': { name: 'more', disk: { bus: 'scsi' } } },
    { ...volume({ downwardMetrics: {} }), 'domain.devices.disks.1': { name: 'more', disk: { bus: 'virtio' } } },
    gates('DownwardMetrics'),
  ),
  template(
    'container-path-map',
    'volumes[1]',
    volume({ containerPath: { path: '/srv' } }),
    filesystem({ containerPath: { path: '/srv' } }),
  ),
  template(
    'container-path-map',
    'volumes[1].containerPath.path',
    filesystem({ containerPath: { path: '/var/run/kubevirt/a' } }),
    filesystem({ containerPath: { path: '/var/run/kubevirts' } }),
  ),
  template(
    'virtiofs-storage',
    'domain.devices.filesystems[0]',
    filesystem({ persistentVolumeClaim: { claimName: 'a' } }),
    filesystem({ configMap: { name: 'a' } }),
  ),
  template(
    'container-disk-path',
    'volumes[0].containerDisk.path',
    { 'volumes.0.containerDisk.path': '/disk/../a' },
    { 'volumes.0.containerDisk.path': '/disk/a/' },
  ),
  template(
    'enum',
    'volumes[0].containerDisk.imagePullPolicy',
    { 'volumes.0.containerDisk.imagePullPolicy': 'always' },
    { 'volumes.0.containerDisk.imagePullPolicy': 'Always' },
  ),
  template(
    'cloudinit-size',
    `${init}.userData`,
    cloudInit({ userData: 'ä'.repeat(1025) }),
    cloudInit({ userData: 'ä'.repeat(1024) }),
  ),
  template(
    'cloudinit-size',
    `${init}.networkDataBase64`,
    cloudInit({ networkDataBase64: Buffer.alloc(2049).toString('base64') }),
    cloudInit({ networkDataBase64: Buffer.alloc(2048).toString('base64') }),
  ),
  template('cloudinit-one-source', init, cloudInit({}), cloudInit({ networkData: 'version: 2' })),
  template(
    'cloudinit-one-source',
    init,
    cloudInit({ userData: 'a', secretRef: { name: 'a' } }),
    cloudInit({ userData: 'a', secretRef: {} }),
  ),
  template(
    'cloudinit-base64',
    `${init}.userDataBase64`,
    cloudInit({ userDataBase64: 'YQ' }),
    cloudInit({ userDataBase64: 'Y\nQ==' }),
  ),
  whole('dvt-name', `${DVT}[0].metadata.name`, dvts({ metadata: {} }), dvts({})),
  whole(
    'dvt-storage',
    `${DVT}[0].spec`,
    dvts({ spec: { source: { blank: {} }, storage, pvc: storage } }),
    dvts({ spec: { source: { blank: {} }, pvc: storage } }),
  ),
  whole(
    'dvt-source',
    `${DVT}[0].spec.source`,
    dvts({ spec: { storage } }),
    dvts({ spec: { storage, source: { blank: {} }, sourceRef: { kind: 'DataSource', name: 'a' } } }),
  ),
  whole(
    'dvt-source',
    `${DVT}[0].spec.source`,
    dvts({ spec: { storage, source: { blank: {}, http: { url: 'a' } } } }),
    dvts({ spec: { storage, sourceRef: { kind: 'DataSource', name: 'a' } } }),
  ),
  whole(
    'dvt-source',
    `${DVT}[0].spec.source`,
    dvts({ spec: { storage: { ...storage, dataSource: { kind: 'a', name: 'a' } }, source: { blank: {} } } }),
    dvts({ spec: { storage: { ...storage, dataSource: { kind: 'a', name: 'a' } } } }),
  ),
  whole(
    'dvt-referenced',
    `${DVT}[0]`,
    { [DVT]: [dvt()] },
    {
      [DVT]: [dvt()],
      'spec.template.spec.volumes.0': { name: 'root', persistentVolumeClaim: { claimName: 'db-root' } },
    },
  ),
  whole(
    'dvt-namespace',
    `${DVT}[0].metadata.namespace`,
    dvts({ metadata: { name: 'db-root', namespace: 'test' } }),
    dvts({ metadata: { name: 'db-root', namespace: 'prod' } }),
  ),
  whole(
    'enum',
    `${DVT}[0].spec.storage.volumeMode`,
    dvts({ spec: { source: { blank: {} }, storage: { volumeMode: 'block' } } }),
    dvts({ spec: { source: { blank: {} }, storage: { volumeMode: 'FromStorageProfile' } } }),
  ),
  whole(
    'enum',
    `${DVT}[0].spec.pvc.accessModes[1]`,
    dvts({ spec: { source: { blank: {} }, pvc: { accessModes: ['ReadWriteOnce', 'RWX'] } } }),
    dvts({ spec: { source: { blank: {} }, pvc: { accessModes: ['ReadWriteOnce', 'ReadWriteMany'] } } }),
  ),
];
