export { KEEP_ANNOTATIONS, readDataVolume, renderDataVolume } from './data-volume';
export { type Manifests, manifests, type NadView } from './manifests';
export { type NadManifest, nadOf, readCni, readNad, renderNad } from './nad';
export { type Document, type ManifestObject, objectId } from './object';
export { type ScopeId, scopes } from './order';
export type { Plain, Spellings } from './plain';
export { renderSecret } from './secret';
export { readVm, renderVm } from './vm';
export type { DocumentView, InterfaceView, NetworkView, VmView } from './vm-view';
