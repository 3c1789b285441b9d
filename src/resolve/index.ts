export { addDisk, addNetwork } from './added';
export { type AttachmentEnd, resolveExisting, resolveNadIdentity, resolveShared } from './attachment';
export { type GivenCni, resolveCniConfig } from './cni-config';
export type { Identity } from './identity';
export { cloudInitSecretName } from './names';
export { resolveNetworkStatus } from './network-status';
export { POD_NIC } from './pod-network';
export { type DeclaredVm, type ResolvedVm, resolveProps, resolveVm } from './vm';
