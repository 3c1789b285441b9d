import { at, type Data, data, list, text } from '../values';
import { word } from './draft';
import type { Matched } from './rule';
import type { VmPlace } from './vm';

/**
 * A default that a volume carries, or why there is none. `label`: the volume is there and names none, which the policy
 * Ignore forgives. `object`: something is not there, which it does not. `unknown`: we cannot see it.
 */
export type Inferred =
  | { readonly name: string; readonly kind?: string }
  | { readonly missing: 'label' | 'object'; readonly why: string }
  | { readonly missing: 'unknown' };

/** Follows a volume to its PVC, DataVolume or DataSource, as KubeVirt does. */
export function infer(vm: VmPlace, volumeName: string, matched: Matched): Inferred {
  const volumes = list(at(vm.spec, 'template', 'spec', 'volumes')).map((item) => data(item) ?? {});
  const volume = volumes.find(({ name }) => name === volumeName);
  if (volume === undefined) return { missing: 'object', why: `the template has no volume "${volumeName}"` };
  const claim = word(at(volume, 'persistentVolumeClaim', 'claimName'));
  if (claim !== undefined) return fromClaim(vm, matched, claim, vm.namespace);
  const dataVolume = word(at(volume, 'dataVolume', 'name'));
  if (dataVolume !== undefined) return fromDataVolume(vm, matched, dataVolume);
  return { missing: 'label', why: `volume "${volumeName}" is neither a PVC nor a DataVolume` };
}

function fromDataVolume(vm: VmPlace, matched: Matched, name: string): Inferred {
  const own = list(vm.spec.dataVolumeTemplates).find((item) => at(item, 'metadata', 'name') === name);
  if (own !== undefined) return fromSource(vm, matched, data(at(own, 'spec')) ?? {}, name);
  const found = vm.cluster.find('DataVolume', vm.namespace, name);
  // CDI may have collected the DataVolume: its PVC has the same name.
  if (found === undefined) return fromClaim(vm, matched, name, vm.namespace);
  return labelled(found, matched) ?? fromSource(vm, matched, data(found.spec) ?? {}, name);
}

function fromSource(vm: VmPlace, matched: Matched, spec: Data, name: string): Inferred {
  const pvc = data(at(spec, 'source', 'pvc'));
  if (pvc !== undefined) return fromClaim(vm, matched, text(pvc.name) ?? '', text(pvc.namespace));
  const ref = data(spec.sourceRef);
  if (ref === undefined || ref.kind !== 'DataSource') {
    return { missing: 'label', why: `DataVolume "${name}" comes from neither a PVC nor a DataSource` };
  }
  const source = vm.cluster.find('DataSource', text(ref.namespace) ?? vm.namespace, text(ref.name) ?? '');
  if (source === undefined) return absent(vm, `DataSource "${text(ref.name)}"`);
  const claim = data(at(source, 'spec', 'source', 'pvc'));
  const found = labelled(source, matched);
  if (found !== undefined || claim === undefined) return found ?? unlabelled(`DataSource "${text(ref.name)}"`);
  return fromClaim(vm, matched, text(claim.name) ?? '', text(claim.namespace));
}

function fromClaim(vm: VmPlace, matched: Matched, name: string, namespace: string | undefined): Inferred {
  const claim = vm.cluster.find('PersistentVolumeClaim', namespace, name);
  if (claim === undefined) return absent(vm, `PVC "${name}"`);
  return labelled(claim, matched) ?? unlabelled(`PVC "${name}"`);
}

function labelled(object: Data, matched: Matched): Inferred | undefined {
  const label = (key: string) => text(at(object, 'metadata', 'labels', `instancetype.kubevirt.io/default-${key}`));
  const name = label(matched);
  return name === undefined ? undefined : { name, kind: label(`${matched}-kind`) };
}

function unlabelled(what: string): Inferred {
  return { missing: 'label', why: `${what} has no label that names a default` };
}

function absent(vm: VmPlace, what: string): Inferred {
  return vm.cluster.complete ? { missing: 'object', why: `${what} does not exist` } : { missing: 'unknown' };
}
