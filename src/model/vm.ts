import type { SshKeyPropagation } from './cloud-init-config';
import type { Disk } from './disk';
import type { EvictionStrategy, RunStrategy, Toleration } from './high-availability';
import type { Nic } from './network';

/** Template label whose value is the group of VMs that stay apart. */
export const ANTI_AFFINITY_GROUP = 'cdk8s-wukong/anti-affinity-group';

/** Where the cloud-init documents are: in Secrets, or in the VM itself. */
export interface CloudInitVolume {
  readonly userDataSecret?: string;
  readonly networkDataSecret?: string;
  readonly userData?: string;
  readonly networkData?: string;
}

export interface SshKeys {
  readonly secret: string;
  readonly propagation: SshKeyPropagation;
  /** The user that gets the keys from the guest agent. */
  readonly user?: string;
}

export interface AntiAffinity {
  readonly group: string;
  readonly required: boolean;
  readonly topologyKey: string;
}

/** A VirtualMachine with all defaults filled in. */
export interface Vm {
  readonly labels: { readonly [key: string]: string };
  readonly runStrategy: RunStrategy;
  readonly cpu: { readonly sockets: number; readonly cores: number; readonly threads: number };
  readonly memory: string;
  readonly nics: readonly Nic[];
  readonly disks: readonly Disk[];
  readonly cloudInit?: CloudInitVolume;
  readonly sshKeys?: SshKeys;
  readonly passwordSecret?: string;
  /** Extended resources that the VM asks for: name → number. */
  readonly resources: { readonly [name: string]: number };
  readonly gpus: readonly { readonly name: string; readonly deviceName: string }[];
  readonly evictionStrategy?: EvictionStrategy;
  readonly antiAffinity?: AntiAffinity;
  readonly nodeSelector?: { readonly [key: string]: string };
  readonly tolerations?: readonly Toleration[];
  readonly priorityClassName?: string;
}
