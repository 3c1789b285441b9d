import { FindingSeverity } from '../findings';
import { type ManifestObject, type Manifests, objectId } from '../manifest';
import { at, list, text } from '../values';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.ERROR;

export const fleetObjects: readonly Rule[] = [
  { id: 'duplicate-object', family: 'fleet', check: duplicateObject },
  { id: 'file-overwritten', family: 'fleet', check: fileOverwritten },
];

/** An object that will be: written here, or made by KubeVirt from a template of a VM. */
interface Made {
  readonly object: ManifestObject;
  readonly identity: string;
  readonly kind: string;
  readonly field: string;
}

/** Of two objects of one name the cluster keeps the one that is applied last. */
function* duplicateObject(set: Manifests): Iterable<Found> {
  const seen = new Map<string, ManifestObject>();
  for (const { object, identity, kind, field } of made(set)) {
    const first = seen.get(identity);
    if (first === undefined) seen.set(identity, object);
    else {
      yield {
        severity,
        object,
        field,
        message: `a second ${kind} has this name and namespace${madeBy(first)}: one would replace the other`,
        fix: 'give one of them another name or namespace',
        related: [first],
      };
    }
  }
}

function* made({ objects, vms }: Manifests): Iterable<Made> {
  for (const object of objects) {
    // generateName and lists have none.
    if (object.name !== '') yield { object, identity: identityOf(object), kind: object.kind, field: 'metadata.name' };
  }
  for (const vm of vms) {
    for (const [i, template] of list(at(vm.doc, 'spec', 'dataVolumeTemplates')).entries()) {
      const name = text(at(template, 'metadata', 'name'));
      if (name === undefined) continue;
      const identity = `cdi.kubevirt.io ${objectId('DataVolume', vm.namespace, name)}`;
      yield { object: vm, identity, kind: 'DataVolume', field: `spec.dataVolumeTemplates[${i}].metadata.name` };
    }
  }
}

/** A file per object is named after kind and name alone: cdk8s writes the second one over the first. */
function* fileOverwritten({ objects }: Manifests): Iterable<Found> {
  const seen = new Map<string, ManifestObject>();
  for (const object of objects) {
    if (!object.ownsOutput) continue;
    const first = seen.get(object.output);
    if (first === undefined) seen.set(object.output, object);
    else if (identityOf(first) !== identityOf(object)) {
      yield {
        severity,
        object,
        field: 'metadata.name',
        message: `the file ${object.output} is ${first.id}'s as well: cdk8s would write one over the other`,
        fix: 'give one of them another name, or use FILE_PER_CHART or FOLDER_PER_CHART_FILE_PER_RESOURCE',
        related: [first],
      };
    }
  }
}

/** What the cluster tells objects apart by: the API group without its version, kind, namespace and name. */
function identityOf({ apiVersion, id }: ManifestObject): string {
  return `${apiVersion.replace(/\/?[^/]*$/, '')} ${id}`;
}

function madeBy({ constructPath, id }: ManifestObject): string {
  return `, made by ${constructPath ?? id}`;
}
