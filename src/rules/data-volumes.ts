import type { ManifestObject, Manifests, VmView } from '../manifest';
import { at, type Data, data, list, text } from '../values';

/** A DataVolume: by itself, or the template of one in a VM. */
export interface DataVolumeView {
  readonly object: ManifestObject;
  /** Where its spec stands. */
  readonly field: string;
  readonly name: string;
  readonly namespace?: string;
  readonly annotations: Data;
  readonly spec: Data;
  /** The VM that it is a template of. */
  readonly vm?: VmView;
}

interface DataVolumes {
  readonly all: readonly DataVolumeView[];
  readonly byPlace: ReadonlyMap<string, DataVolumeView>;
}

const remembered = new WeakMap<Manifests, DataVolumes>();

export function dataVolumes(set: Manifests): readonly DataVolumeView[] {
  return indexOf(set).all;
}

export function dataVolume(set: Manifests, namespace: string | undefined, name: string): DataVolumeView | undefined {
  return indexOf(set).byPlace.get(place(namespace, name));
}

function place(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

function indexOf(set: Manifests): DataVolumes {
  const known = remembered.get(set);
  if (known !== undefined) return known;
  const alone = set.objects.filter(({ kind }) => kind === 'DataVolume');
  const templates = set.vms.flatMap((vm) => {
    const path = vm.kind === 'VirtualMachinePool' ? ['spec', 'virtualMachineTemplate', 'spec'] : ['spec'];
    return list(at(vm.doc, ...path, 'dataVolumeTemplates')).map((doc, i) =>
      view(vm, `${path.join('.')}.dataVolumeTemplates[${i}].spec`, data(doc) ?? {}, vm),
    );
  });
  const all = [...alone.map((object) => view(object, 'spec', object.doc)), ...templates];
  const made = { all, byPlace: new Map(all.map((item) => [place(item.namespace, item.name), item])) };
  remembered.set(set, made);
  return made;
}

function view(object: ManifestObject, field: string, doc: Data, vm?: VmView): DataVolumeView {
  return {
    object,
    field,
    name: text(at(doc, 'metadata', 'name')) ?? '',
    namespace: object.namespace,
    annotations: data(at(doc, 'metadata', 'annotations')) ?? {},
    spec: data(doc.spec) ?? {},
    vm,
  };
}

/** The claim that a DataVolume asks for, in either of its two forms. */
export function claimOf({ spec }: Pick<DataVolumeView, 'spec'>): Data | undefined {
  return data(spec.storage) ?? data(spec.pvc);
}
