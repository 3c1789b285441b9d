import type { CloudInit, CloudInitVolume, Ethernet } from '../model';
import { compact } from '../values';
import { renderNetworkData } from './network-data';
import { type OwnUserData, renderUserData } from './user-data';

/** The two documents, under the keys that KubeVirt looks for in a Secret. */
export interface Documents {
  readonly userdata?: string;
  readonly networkdata: string;
}

export function renderDocuments(cloudInit: CloudInit, ethernets: readonly Ethernet[], own?: OwnUserData): Documents {
  const userdata = cloudInit.userDataSecret === undefined ? renderUserData(cloudInit, own) : undefined;
  return compact({ userdata, networkdata: renderNetworkData(ethernets) });
}

/** Where the VM finds them: by reference, as inline text would make a restart of every change of a NIC. */
export function cloudInitVolume(cloudInit: CloudInit, secret: string, documents: Documents): CloudInitVolume {
  if (!cloudInit.inline) return { userDataSecret: cloudInit.userDataSecret ?? secret, networkDataSecret: secret };
  if (cloudInit.userDataSecret === undefined)
    return { userData: documents.userdata ?? '', networkData: documents.networkdata };
  return { userDataSecret: cloudInit.userDataSecret, networkData: documents.networkdata };
}
