import type { IConstruct } from 'constructs';
import type { NetworkType } from './network-config';

/** A NAD that VMs can attach, made in this app or elsewhere. */
export interface INetworkAttachment extends IConstruct {
  /** `metadata.name` of the NetworkAttachmentDefinition. */
  readonly nadName: string;

  /**
   * Namespace of the NAD.
   *
   * @default - unknown; the VM refers to it by bare name
   */
  readonly namespace?: string;

  /** Kind of the network. */
  readonly type: NetworkType;

  /**
   * MTU in bytes.
   *
   * @default - the plugin's
   */
  readonly mtu?: number;

  /**
   * Resource that a VM on it asks for.
   *
   * @default - a VM asks for nothing
   */
  readonly resourceName?: string;
}
