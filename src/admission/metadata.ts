import { objectMetaFaults } from '../schema';
import { compact, data, RESERVED_LABELS } from '../values';
import { gateOn } from './cluster';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import type { Template } from './template';

/** Labels and annotations of an instance. */
export const metadataRules: readonly TemplateRule[] = [
  { id: 'reserved-label', stage: 'vm', check: reservedLabel },
  { id: 'gated-annotation', stage: 'vm', check: gatedAnnotation },
];

/** Asked between the defaults and the rules when KubeVirt makes the instance. */
export const instanceMetadataRules: readonly TemplateRule[] = [{ id: 'object-meta', stage: 'vmi', check: objectMeta }];

function* reservedLabel({ metadata, metadataPath }: Template): Iterable<Flaw> {
  const labels = data(metadata.labels) ?? {};
  for (const label of RESERVED_LABELS.filter((key) => Object.hasOwn(labels, key))) {
    yield flaw(`${metadataPath}.labels`, `KubeVirt itself sets the label ${label}`, 'remove it');
  }
}

const GATED = {
  'kubevirt.io/ignitiondata': 'ExperimentalIgnitionSupport',
  'hooks.kubevirt.io/hookSidecars': 'Sidecar',
};

function* gatedAnnotation({ metadata, metadataPath, cluster }: Template): Iterable<Flaw> {
  const annotations = data(metadata.annotations) ?? {};
  for (const [key, gate] of Object.entries(GATED)) {
    if (word(annotations[key]) === undefined || gateOn(cluster, gate)) continue;
    const message = `the annotation ${key} needs the feature gate ${gate}, which is off`;
    yield flaw(`${metadataPath}.annotations`, message, 'remove it, or switch the gate on');
  }
}

/** The VM keeps any text: the labels of its template are judged when an object is made of them. */
function objectMeta({ metadata, metadataPath }: Template): Iterable<Flaw> {
  const { labels, annotations } = metadata;
  return objectMetaFaults(compact({ labels, annotations }), metadataPath).map(({ field, message, fix }) =>
    flaw(field, message, fix),
  );
}
