import { FindingSeverity } from '../findings';
import type { Manifests } from '../manifest';
import { at, readBytes, shown, text } from '../values';
import { claimOf, type DataVolumeView, dataVolumes } from './data-volumes';
import type { Found, Rule } from './rule';

const { ERROR, WARNING } = FindingSeverity;

/** How a disk is filled. */
export const guestImports: readonly Rule[] = [
  { id: 'registry-url', family: 'guest', check: registryUrl },
  { id: 'clone-smaller', family: 'guest', check: cloneSmaller },
  { id: 'halted-waits-for-consumer', family: 'guest', check: haltedWaitsForConsumer },
];

/** CDI refuses a registry source without one of its schemes. */
function* registryUrl(set: Manifests): Iterable<Found> {
  for (const { object, field, spec } of dataVolumes(set)) {
    const url = withoutLogin(text(at(spec, 'source', 'registry', 'url')));
    if (url === undefined || /^(docker|oci-archive):\/\/|^[${<]/.test(url)) continue;
    yield {
      severity: ERROR,
      object,
      field: `${field}.source.registry.url`,
      message: `the registry source is ${shown(url)}: CDI takes docker:// and oci-archive:// alone`,
      fix: `write docker://${url.replace(/^[a-z]+:\/\//, '')}`,
    };
  }
}

/** A URL may hold a name and a password before its host. */
function withoutLogin(url: string | undefined): string | undefined {
  return url?.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@(?!sha256:)/i, '$1***@');
}

function* cloneSmaller(set: Manifests): Iterable<Found> {
  const clones = dataVolumes(set).filter(({ spec }) => at(spec, 'source', 'pvc') !== undefined);
  if (clones.length === 0) return;
  const sizes = new Map(dataVolumes(set).map((volume) => [`${volume.namespace ?? ''}/${volume.name}`, sizeOf(volume)]));
  for (const { doc, kind, namespace, name } of [...set.objects, ...(set.context ?? [])]) {
    const size = kind === 'PersistentVolumeClaim' ? at(doc, 'spec', 'resources', 'requests', 'storage') : undefined;
    if (size !== undefined) sizes.set(`${namespace ?? ''}/${name}`, size);
  }
  for (const volume of clones) {
    const source = at(volume.spec, 'source', 'pvc');
    const name = text(at(source, 'name'));
    const from = sizes.get(`${text(at(source, 'namespace')) ?? volume.namespace ?? ''}/${name}`);
    const [needed, given] = [readBytes(from), readBytes(sizeOf(volume))];
    if (needed === undefined || given === undefined || given >= needed) continue;
    yield {
      severity: ERROR,
      object: volume.object,
      field: volume.field,
      message: `"${volume.name}" has ${shown(sizeOf(volume))}, and its source "${name}" ${shown(from)}: a clone is not smaller`,
      fix: `ask for ${shown(from)} or more`,
    };
  }
}

function sizeOf(volume: DataVolumeView): unknown {
  return at(claimOf(volume), 'resources', 'requests', 'storage');
}

const IMMEDIATE = 'cdi.kubevirt.io/storage.bind.immediate.requested';

/** The disk of a stopped VM is not filled where its class waits for the first pod. */
function* haltedWaitsForConsumer(set: Manifests): Iterable<Found> {
  for (const { object, field, name, spec, annotations, vm } of dataVolumes(set)) {
    const stopped = at(vm?.doc, 'spec', 'runStrategy') === 'Halted' || at(vm?.doc, 'spec', 'running') === false;
    const storageClass = text(at(claimOf({ spec }), 'storageClassName'));
    if (!stopped || storageClass === undefined || annotations[IMMEDIATE] !== undefined) continue;
    const known = set.find('StorageClass', undefined, storageClass);
    if (known?.doc.volumeBindingMode !== 'WaitForFirstConsumer') continue;
    yield {
      severity: WARNING,
      object,
      field,
      message: `"${name}" is not filled until the VM starts: the StorageClass "${storageClass}" waits for the first consumer`,
      fix: `write the annotation ${IMMEDIATE}: "true" on the template`,
    };
  }
}
