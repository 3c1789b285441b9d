import { type Data, data, labelKey, labelValue, list, text } from '../values';
import { report, type SchemaFault, startWalk, type Walk } from './fault';
import { fits } from './fits';
import { schemaNodes } from './node';
import { fields, flag, listOf, mapOf, number, time, word } from './object-fields';
import { walkValue } from './walk';

/** https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/types.go, where null always means absent. */
export const objectMeta = schemaNodes()(
  fields({
    ...{ name: word, generateName: word, namespace: word, selfLink: word, uid: word, resourceVersion: word },
    ...{ generation: number, deletionGracePeriodSeconds: number, creationTimestamp: time, deletionTimestamp: time },
    labels: mapOf(word),
    annotations: mapOf(word),
    ownerReferences: listOf(
      fields({ apiVersion: word, kind: word, name: word, uid: word, controller: flag, blockOwnerDeletion: flag }),
    ),
    finalizers: listOf(word),
    managedFields: listOf(
      fields({
        ...{ manager: word, operation: word, apiVersion: word, time, fieldsType: word, subresource: word },
        fieldsV1: { nullable: true, 'x-kubernetes-preserve-unknown-fields': true },
      }),
    ),
  }),
);

/**
 * Faults of a metadata mapping, wherever it stands: unknown fields and wrong types under their own rules, malformed
 * labels, annotations, owners and finalizers under `object-meta`. Names are not looked at: a template needs none.
 */
export function objectMetaFaults(value: unknown, field: string): readonly SchemaFault[] {
  if (value === undefined) return [];
  const walk = startWalk(objectMeta, field);
  walkValue(walk, objectMeta, value);
  const meta = data(value) ?? {};
  labelFaults(walk, data(meta.labels) ?? {});
  annotationFaults(walk, data(meta.annotations) ?? {});
  ownerFaults(walk, list(meta.ownerReferences));
  finalizerFaults(walk, list(meta.finalizers));
  return walk.faults;
}

function labelFaults(walk: Walk, labels: Data): void {
  for (const [key, value] of Object.entries(labels)) {
    if (!fits(labelKey, key)) keyFault(walk, 'labels', key);
    if (typeof value !== 'string' || fits(labelValue, value)) continue;
    const fix = 'use at most 63 letters, digits, dots, hyphens and underscores, with a letter or digit at both ends';
    report(walk, 'object-meta', `the value of ${JSON.stringify(key)} cannot be that of a label`, fix, 'labels');
  }
}

const ANNOTATIONS = 256 * 1024;

function annotationFaults(walk: Walk, annotations: Data): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    if (!fits(labelKey, key.toLowerCase())) keyFault(walk, 'annotations', key);
    size += Buffer.byteLength(key) + Buffer.byteLength(text(value) ?? '');
  }
  if (size <= ANNOTATIONS) return;
  report(walk, 'object-meta', `all annotations have ${size} bytes`, `keep at most ${ANNOTATIONS} bytes`, 'annotations');
}

function keyFault(walk: Walk, field: string, key: string): void {
  const fix = 'use a key such as app or example.org/app';
  report(walk, 'object-meta', `${JSON.stringify(key)} is no valid key`, fix, field);
}

function ownerFaults(walk: Walk, owners: readonly unknown[]): void {
  owners.forEach((owner, index) => {
    const { apiVersion, kind, ...rest } = data(owner) ?? {};
    for (const [key, value] of Object.entries({ kind, name: rest.name, uid: rest.uid })) {
      if ((value ?? '') !== '') continue;
      report(walk, 'object-meta', `an owner has no ${key}`, `add ${key}`, 'ownerReferences', index, key);
    }
    if (!/^([^/]*\/)?[^/]+$/.test(text(apiVersion) ?? '')) {
      report(
        walk,
        'object-meta',
        'an owner has no version',
        'write group/version',
        'ownerReferences',
        index,
        'apiVersion',
      );
    }
    if (kind !== 'Event' || apiVersion !== 'v1') return;
    report(walk, 'object-meta', 'an Event cannot own', 'name another owner', 'ownerReferences', index);
  });
  const controllers = owners.filter((owner) => data(owner)?.controller === true);
  if (controllers.length < 2) return;
  report(walk, 'object-meta', 'two owners are controllers', 'leave controller: true on one', 'ownerReferences');
}

function finalizerFaults(walk: Walk, finalizers: readonly unknown[]): void {
  // Null in a list is an empty text to the server.
  for (const name of finalizers.map((item) => item ?? '')) {
    if (typeof name !== 'string' || fits(labelKey, name)) continue;
    report(walk, 'object-meta', `${JSON.stringify(name)} is no valid finalizer`, 'use example.org/name', 'finalizers');
  }
  if (!finalizers.includes('orphan') || !finalizers.includes('foregroundDeletion')) return;
  report(walk, 'object-meta', 'orphan and foregroundDeletion exclude each other', 'remove one', 'finalizers');
}
