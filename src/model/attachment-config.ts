import type { ApiObjectMetadata } from 'cdk8s';
import type { ExistingAttachmentOptions, NetworkAttachmentOptions } from './network-config';

/** A NAD that VMs share. */
export interface NetworkAttachmentProps extends NetworkAttachmentOptions {
  /**
   * Metadata of the NetworkAttachmentDefinition.
   *
   * @default - named after the construct id, in the chart's namespace
   */
  readonly metadata?: ApiObjectMetadata;
}

/** What is to be known of a CNI config that is given as text. */
export interface CniConfigOptions extends ExistingAttachmentOptions {
  /**
   * Metadata of the NetworkAttachmentDefinition. The config's `name` must equal its name.
   *
   * @default - named after the construct id, in the chart's namespace
   */
  readonly metadata?: ApiObjectMetadata;
}
