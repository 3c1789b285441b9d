export { type Credential, credentialsIn } from './credentials';
export { cloudInitVolume, type Documents, renderDocuments } from './documents';
export { parseNetworkData, readNetworkData, renderNetworkData } from './network-data';
export { resolveOwnUserData } from './own-user-data';
export { type OwnUserData, parseCloudConfig, readUserData, renderUserData } from './user-data';
