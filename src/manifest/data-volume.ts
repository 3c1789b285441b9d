import type { DataVolumeSpec } from '../../imports/cdi.kubevirt.io';
import type { AccessMode, DataVolume, DataVolumeSource, VolumeMode } from '../model';
import { at, compact, type Data, data, text, texts, unlessEmpty } from '../values';
import type { Plain } from './plain';

/** What tells Argo CD, Flux and Helm to leave an object when it is gone from the program. */
export const KEEP_ANNOTATIONS = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

export function renderDataVolume(volume: DataVolume): Plain<DataVolumeSpec> {
  const { source, size, storageClassName, accessModes, volumeMode } = volume;
  return {
    source: source.kind === 'blank' ? { blank: {} } : { [source.kind]: { url: source.url } },
    storage: compact({ resources: { requests: { storage: size } }, storageClassName, accessModes, volumeMode }),
  };
}

/** The DataVolume that a manifest or a template says, or undefined if it is filled in a way that we do not make. */
export function readDataVolume(doc: Data): DataVolume | undefined {
  const name = text(at(doc, 'metadata', 'name'));
  const storage = at(doc, 'spec', 'storage');
  const size = text(at(storage, 'resources', 'requests', 'storage'));
  const source = readSource(data(at(doc, 'spec', 'source')));
  if (name === undefined || size === undefined || source === undefined) return undefined;
  return compact({
    name,
    size,
    source,
    storageClassName: text(at(storage, 'storageClassName')),
    accessModes: unlessEmpty(texts(at(storage, 'accessModes')) as AccessMode[]),
    volumeMode: text(at(storage, 'volumeMode')) as VolumeMode | undefined,
  });
}

function readSource(source: Data | undefined): DataVolumeSource | undefined {
  if (source?.blank !== undefined) return { kind: 'blank' };
  for (const kind of ['registry', 'http'] as const) {
    const url = text(at(source, kind, 'url'));
    if (url !== undefined) return { kind, url };
  }
  return undefined;
}
