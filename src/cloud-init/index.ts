export { type Credential, credentialsIn } from './credentials';
export { cloudInitVolume, type Documents, renderDocuments } from './documents';
export { type NetConfig, type NetEthernet, parseNetConfig, readNetConfig } from './net-config';
export type { NetFault } from './net-schema';
export { parseNetworkData, readNetworkData, renderNetworkData } from './network-data';
export { resolveOwnUserData } from './own-user-data';
export { readUserConfig, type UserConfig, type UserConfigKind } from './user-config';
export { type OwnUserData, parseCloudConfig, readUserData, renderUserData } from './user-data';
