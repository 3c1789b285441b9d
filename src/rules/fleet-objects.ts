import { FindingSeverity } from '../findings';
import type { ManifestObject, Manifests } from '../manifest';
import type { Found, Rule } from './rule';

const severity = FindingSeverity.ERROR;

export const fleetObjects: readonly Rule[] = [
  { id: 'duplicate-object', family: 'fleet', check: duplicateObject },
  { id: 'file-overwritten', family: 'fleet', check: fileOverwritten },
];

/** Of two objects of one name the cluster keeps the one that is applied last. */
function* duplicateObject({ objects }: Manifests): Iterable<Found> {
  const seen = new Map<string, ManifestObject>();
  for (const object of objects) {
    // generateName and lists have none.
    if (object.name === '') continue;
    const key = identity(object);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, object);
    else {
      yield {
        severity,
        object,
        field: 'metadata.name',
        message: `a second ${object.kind} has this name and namespace${madeBy(first)}: one would replace the other`,
        fix: 'give one of them another name or namespace',
        related: [first],
      };
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
    else if (identity(first) !== identity(object)) {
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
function identity({ apiVersion, id }: ManifestObject): string {
  return `${apiVersion.replace(/\/?[^/]*$/, '')} ${id}`;
}

function madeBy({ constructPath }: ManifestObject): string {
  return constructPath === undefined ? '' : `, made by ${constructPath}`;
}
