import type { ManifestObject, Manifests, VmView } from '../manifest';
import { at, data, list, text } from '../values';
import { type DataVolumeView, dataVolumes } from './data-volumes';

/** What an object names, and the kinds that can stand for it. */
export interface Reference {
  readonly object: ManifestObject;
  readonly what: string;
  readonly kinds: readonly string[];
  readonly name: string;
  /** Undefined where the namespace is not known, or the kind has none. */
  readonly namespace?: string;
  readonly field: string;
  /** In the VM's own namespace, without a word. */
  readonly bare: boolean;
}

const NAD = ['NetworkAttachmentDefinition', 'UserDefinedNetwork', 'ClusterUserDefinedNetwork', 'SriovNetwork'];
const SECRET = ['Secret', 'SealedSecret', 'ExternalSecret', 'SopsSecret'];
const CLAIM = ['PersistentVolumeClaim', 'DataVolume'];

/** Kinds that have no namespace, or whose objects make others in many. */
export const EVERYWHERE: readonly string[] = [
  'ClusterUserDefinedNetwork',
  'SriovNetwork',
  'VirtualMachineClusterInstancetype',
  'VirtualMachineClusterPreference',
];

export function* references(set: Manifests): Iterable<Reference> {
  for (const vm of set.vms) yield* ofVm(vm);
  for (const volume of dataVolumes(set)) yield* ofDataVolume(volume);
}

/** A name of something in the object's own namespace. */
function ownOf(object: ManifestObject) {
  return (what: string, kinds: readonly string[], given: unknown, field: string): Reference[] => {
    const name = text(given) ?? '';
    return name === '' ? [] : [{ object, what, kinds, name, namespace: object.namespace, field, bare: true }];
  };
}

function* ofVm(vm: VmView): Iterable<Reference> {
  const own = ownOf(vm);
  for (const { networkName = '', field } of vm.networks) {
    const [first = '', second] = networkName.split('/');
    const [name, namespace] = second === undefined ? [first, vm.namespace] : [second, first];
    const place = { field: `${field}.multus.networkName`, bare: second === undefined };
    if (name !== '') yield { object: vm, what: 'NAD', kinds: NAD, name, namespace, ...place };
  }
  for (const { field, value } of vm.volumes) {
    for (const key of ['cloudInitNoCloud', 'cloudInitConfigDrive']) {
      for (const ref of ['secretRef', 'networkDataSecretRef']) {
        yield* own('Secret', SECRET, at(value, key, ref, 'name'), `${field}.${key}.${ref}.name`);
      }
    }
    if (at(value, 'secret', 'optional') !== true) {
      yield* own('Secret', SECRET, at(value, 'secret', 'secretName'), `${field}.secret.secretName`);
    }
    if (at(value, 'configMap', 'optional') !== true) {
      yield* own('ConfigMap', ['ConfigMap'], at(value, 'configMap', 'name'), `${field}.configMap.name`);
    }
    yield* own('Secret', SECRET, at(value, 'sysprep', 'secret', 'name'), `${field}.sysprep.secret.name`);
    yield* own(
      'ConfigMap',
      ['ConfigMap'],
      at(value, 'sysprep', 'configMap', 'name'),
      `${field}.sysprep.configMap.name`,
    );
    const claim = `${field}.persistentVolumeClaim.claimName`;
    yield* own('claim', CLAIM, at(value, 'persistentVolumeClaim', 'claimName'), claim);
    yield* own('DataVolume', CLAIM, at(value, 'dataVolume', 'name'), `${field}.dataVolume.name`);
  }
  for (const [i, item] of list(vm.spec.accessCredentials).entries()) {
    for (const key of ['sshPublicKey', 'userPassword']) {
      const field = `${vm.specField}.accessCredentials[${i}].${key}.source.secret.secretName`;
      yield* own('Secret', SECRET, at(item, key, 'source', 'secret', 'secretName'), field);
    }
  }
  yield* matchers(vm);
}

function* matchers(vm: VmView): Iterable<Reference> {
  const isPool = vm.kind === 'VirtualMachinePool';
  if (vm.kind !== 'VirtualMachine' && !isPool) return;
  const path = isPool ? ['spec', 'virtualMachineTemplate', 'spec'] : ['spec'];
  for (const [key, suffix] of [
    ['instancetype', 'Instancetype'],
    ['preference', 'Preference'],
  ] as const) {
    const matcher = data(at(vm.doc, ...path, key));
    const name = text(matcher?.name);
    // KubeVirt takes the kind in lower case and in the plural as well; the default is the cluster's.
    const cluster = text(matcher?.kind) === undefined || /cluster/i.test(text(matcher?.kind) ?? '');
    if (name === undefined) continue;
    const kinds = [`VirtualMachine${cluster ? 'Cluster' : ''}${suffix}`];
    const namespace = cluster ? undefined : vm.namespace;
    yield { object: vm, what: key, kinds, name, namespace, field: `${path.join('.')}.${key}.name`, bare: true };
  }
}

/** What a disk is filled from, and what CDI needs on the way there. */
function* ofDataVolume({ object, field, spec, namespace }: DataVolumeView): Iterable<Reference> {
  const from = (what: string, kinds: readonly string[], value: unknown, place: string): Reference[] => {
    const name = text(at(value, 'name')) ?? '';
    const given = text(at(value, 'namespace'));
    if (name === '') return [];
    return [{ object, what, kinds, name, namespace: given ?? namespace, field: place, bare: given === undefined }];
  };
  yield* from('claim', CLAIM, at(spec, 'source', 'pvc'), `${field}.source.pvc.name`);
  yield* from('snapshot', ['VolumeSnapshot'], at(spec, 'source', 'snapshot'), `${field}.source.snapshot.name`);
  if (at(spec, 'sourceRef', 'kind') === 'DataSource') {
    yield* from('DataSource', ['DataSource'], at(spec, 'sourceRef'), `${field}.sourceRef.name`);
  }
  const own = ownOf(object);
  for (const [source, value] of Object.entries(data(spec.source) ?? {})) {
    yield* own('Secret', SECRET, at(value, 'secretRef'), `${field}.source.${source}.secretRef`);
    const config = at(value, 'certConfigMap');
    yield* own('ConfigMap', ['ConfigMap'], config, `${field}.source.${source}.certConfigMap`);
  }
}
