import type { VmView } from '../manifest';
import { at, data, list, text } from '../values';

/** What a VM names, and the kinds that can stand for it. */
export interface Reference {
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

export function* referencesOf(vm: VmView): Iterable<Reference> {
  const own = (what: string, kinds: readonly string[], name: unknown, field: string): Reference[] =>
    text(name) === undefined || name === ''
      ? []
      : [{ what, kinds, name: text(name) ?? '', namespace: vm.namespace, field, bare: true }];
  for (const { networkName = '', field } of vm.networks) {
    const [first = '', second] = networkName.split('/');
    const [name, namespace] = second === undefined ? [first, vm.namespace] : [second, first];
    const place = { field: `${field}.multus.networkName`, bare: second === undefined };
    if (name !== '') yield { what: 'NAD', kinds: NAD, name, namespace, ...place };
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

function* matchers({ kind, doc, namespace }: VmView): Iterable<Reference> {
  if (kind !== 'VirtualMachine') return;
  for (const [key, suffix] of [
    ['instancetype', 'Instancetype'],
    ['preference', 'Preference'],
  ] as const) {
    const matcher = data(at(doc, 'spec', key));
    const name = text(matcher?.name);
    // KubeVirt takes the kind in lower case and in the plural as well; the default is the cluster's.
    const cluster = text(matcher?.kind) === undefined || /cluster/i.test(text(matcher?.kind) ?? '');
    if (name === undefined) continue;
    const kinds = [`VirtualMachine${cluster ? 'Cluster' : ''}${suffix}`];
    yield { what: key, kinds, name, namespace: cluster ? undefined : namespace, field: `spec.${key}.name`, bare: true };
  }
}
