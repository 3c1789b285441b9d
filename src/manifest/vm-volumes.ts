import type {
  VirtualMachineSpecDataVolumeTemplates,
  VirtualMachineSpecTemplateSpecDomainDevicesDisks,
  VirtualMachineSpecTemplateSpecVolumes,
} from '../../imports/kubevirt.io';
import { CLOUD_INIT_DISK, type CloudInitVolume, type Disk, type VolumeSource } from '../model';
import { at, compact, type Data, data, list, text, whole } from '../values';
import { readDataVolume, renderDataVolume } from './data-volume';
import type { Plain } from './plain';

interface Rendered {
  readonly templates: readonly Plain<VirtualMachineSpecDataVolumeTemplates>[];
  readonly volumes: readonly Plain<VirtualMachineSpecTemplateSpecVolumes>[];
  readonly disks: readonly Plain<VirtualMachineSpecTemplateSpecDomainDevicesDisks>[];
}

/** Volumes with a disk each, explicit and on virtio: KubeVirt's own default is sata. */
export function renderDisks(disks: readonly Disk[], cloudInit: CloudInitVolume | undefined): Rendered {
  const templates = disks.flatMap(({ source }) =>
    source.kind === 'dataVolume' && source.template
      ? [{ metadata: { name: source.template.name }, spec: renderDataVolume(source.template) }]
      : [],
  );
  const documents = cloudInit && { name: CLOUD_INIT_DISK, cloudInitNoCloud: renderCloudInit(cloudInit) };
  const all = [
    ...disks.map((disk) => ({ name: disk.name, bootOrder: disk.bootOrder })),
    ...(documents ? [{ name: CLOUD_INIT_DISK }] : []),
  ];
  return {
    templates,
    volumes: [
      ...disks.map(({ name, source }) => ({ name, ...renderSource(source) })),
      ...(documents ? [documents] : []),
    ],
    disks: all.map((disk) => compact({ ...disk, disk: { bus: 'virtio' } })),
  };
}

function renderSource(source: VolumeSource): Omit<Plain<VirtualMachineSpecTemplateSpecVolumes>, 'name'> {
  if (source.kind === 'containerDisk') return { containerDisk: { image: source.image } };
  if (source.kind === 'claim') return { persistentVolumeClaim: { claimName: source.claimName } };
  return { dataVolume: { name: source.name } };
}

function renderCloudInit(documents: CloudInitVolume): Plain<VirtualMachineSpecTemplateSpecVolumes>['cloudInitNoCloud'] {
  const { userDataSecret, networkDataSecret, userData, networkData } = documents;
  return compact({
    secretRef: userDataSecret === undefined ? undefined : { name: userDataSecret },
    networkDataSecretRef: networkDataSecret === undefined ? undefined : { name: networkDataSecret },
    userData,
    networkData,
  });
}

/** The disks whose volume we can make; the cloud-init disk is not among them. */
export function readDisks(vmSpec: Data): readonly Disk[] {
  const spec = at(vmSpec, 'template', 'spec');
  const templates = new Map(
    list(vmSpec.dataVolumeTemplates).map((template) => [
      at(template, 'metadata', 'name'),
      readDataVolume(data(template) ?? {}),
    ]),
  );
  const orders = new Map(
    list(at(spec, 'domain', 'devices', 'disks')).map((disk) => [at(disk, 'name'), whole(at(disk, 'bootOrder'))]),
  );
  return list(at(spec, 'volumes')).flatMap((volume) => {
    const name = text(at(volume, 'name'));
    const source = readSource(data(volume) ?? {}, templates);
    return name === undefined || source === undefined ? [] : [compact({ name, source, bootOrder: orders.get(name) })];
  });
}

function readSource(
  volume: Data,
  templates: ReadonlyMap<unknown, ReturnType<typeof readDataVolume>>,
): VolumeSource | undefined {
  const image = text(at(volume, 'containerDisk', 'image'));
  if (image !== undefined) return { kind: 'containerDisk', image };
  const claimName = text(at(volume, 'persistentVolumeClaim', 'claimName'));
  if (claimName !== undefined) return { kind: 'claim', claimName };
  const name = text(at(volume, 'dataVolume', 'name'));
  return name === undefined ? undefined : compact({ kind: 'dataVolume' as const, name, template: templates.get(name) });
}

export function readCloudInit(spec: Data): CloudInitVolume | undefined {
  const volume = list(spec.volumes).find((item) => data(at(item, 'cloudInitNoCloud')) !== undefined);
  if (volume === undefined) return undefined;
  const documents = at(volume, 'cloudInitNoCloud');
  return compact({
    userDataSecret: text(at(documents, 'secretRef', 'name')),
    networkDataSecret: text(at(documents, 'networkDataSecretRef', 'name')),
    userData: text(at(documents, 'userData')),
    networkData: text(at(documents, 'networkData')),
  });
}
