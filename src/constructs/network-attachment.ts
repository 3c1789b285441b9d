import { type ApiObject, type ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { type NadManifest, nadOf, renderNad } from '../manifest';
import type {
  CniConfigOptions,
  ExistingAttachmentOptions,
  INetworkAttachment,
  Nad,
  NetworkAttachmentProps,
  NetworkType,
} from '../model';
import { type AttachmentEnd, resolveCniConfig, resolveExisting, resolveNadIdentity, resolveShared } from '../resolve';
import { acknowledge } from './acknowledge';
import { PlainNetworkAttachmentDefinition } from './plain';
import { AppValidation } from './validation';

/** How a NAD that is resolved already comes in: its config is not in the public options. */
const RESOLVED = Symbol('cdk8s-wukong.resolvedNad');

interface ResolvedProps extends NetworkAttachmentProps {
  readonly [RESOLVED]?: { readonly end: AttachmentEnd; readonly manifest: NadManifest };
}

/**
 * One NetworkAttachmentDefinition. A `WukongVm` makes one for each of its networks; made stand-alone it is shared among
 * VMs, charts and teams through `NetworkConfig.attachment`. The NAD is the child `Resource`.
 *
 * @see https://github.com/k8snetworkplumbingwg/multi-net-spec
 */
export class NetworkAttachment extends Construct implements INetworkAttachment {
  /**
   * Refers to an existing NAD; renders nothing.
   *
   * @param scope the construct that holds the reference
   * @param id its id there
   * @param nadName the NAD, `name` (in the namespace of the VM that attaches it) or `namespace/name`
   * @param options what a VM on it must know
   */
  public static fromNadName(
    scope: Construct,
    id: string,
    nadName: string,
    options: ExistingAttachmentOptions = {},
  ): INetworkAttachment {
    return new AttachmentReference(scope, id, resolveExisting(pathOf(scope, id), nadName, options));
  }

  /**
   * A NAD with the config of any CNI plugin, written as it is given. It must be JSON with `name` (the NAD's own),
   * `cniVersion` and `type`, or a list of plugins with a type each.
   *
   * @param scope the construct that holds the NAD
   * @param id its id there
   * @param config CNI config, as JSON text
   * @param options what a VM on it must know; the type is read from the config where it is one that we know
   */
  public static fromCniConfig(
    scope: Construct,
    id: string,
    config: string,
    options: CniConfigOptions = {},
  ): NetworkAttachment {
    const path = pathOf(scope, id);
    const identity = resolveNadIdentity(path, id, Chart.of(scope).namespace, options.metadata);
    const given = resolveCniConfig(path, identity.nadName, config, options);
    const { type, mtu, resourceName, annotation } = given;
    const props: ResolvedProps = {
      metadata: options.metadata,
      [RESOLVED]: {
        end: { ...identity, type, mtu, resourceName },
        manifest: nadOf(identity.nadName, config, annotation),
      },
    };
    return new NetworkAttachment(scope, id, props);
  }

  /** `metadata.name` of the NetworkAttachmentDefinition. */
  public readonly nadName: string;

  /**
   * Namespace of the NetworkAttachmentDefinition.
   *
   * @default - unknown, as neither the metadata nor the chart name one
   */
  public readonly namespace?: string;

  /** Kind of the network. */
  public readonly type: NetworkType;

  /**
   * MTU in bytes.
   *
   * @default - the plugin's
   */
  public readonly mtu?: number;

  /**
   * Resource that a VM on it asks for.
   *
   * @default - a VM asks for nothing
   */
  public readonly resourceName?: string;

  /** The imported NetworkAttachmentDefinition, open to JSON patches. */
  public readonly networkAttachmentDefinition: ApiObject;

  /**
   * Makes one NetworkAttachmentDefinition.
   *
   * @param scope the construct that holds it
   * @param id its id there; also its name, unless the metadata name one
   * @param props the wire
   */
  constructor(scope: Construct, id: string, props: NetworkAttachmentProps = {}) {
    super(scope, id);
    const { end, manifest } = (props as ResolvedProps)[RESOLVED] ?? shared(this, id, props);
    this.nadName = end.nadName;
    this.namespace = end.namespace;
    this.type = end.type;
    this.mtu = end.mtu;
    this.resourceName = end.resourceName;
    this.networkAttachmentDefinition = new PlainNetworkAttachmentDefinition(this, 'Resource', {
      ...manifest,
      metadata: mergedMetadata(props.metadata, manifest.metadata, end.namespace),
    });
    AppValidation.of(this).own(this);
  }

  /**
   * Accepts a finding about this NAD. The reason is written on it as annotation `cdk8s-wukong/acknowledge`.
   *
   * @param ruleId id of the rule, as the finding shows it; one that the cluster itself refuses is an error
   * @param reason why the finding is meant to be
   */
  public acknowledge(ruleId: string, reason: string): void {
    acknowledge(this.node.path, this.networkAttachmentDefinition, ruleId, reason);
    AppValidation.of(this).changed();
  }
}

/** The NAD that a VM brings along. */
export function ownedAttachment(scope: Construct, id: string, nad: Nad, end: AttachmentEnd): NetworkAttachment {
  const props: ResolvedProps = {
    metadata: { namespace: end.namespace },
    [RESOLVED]: { end, manifest: renderNad(nad) },
  };
  return new NetworkAttachment(scope, id, props);
}

/** A NAD that is not made here. */
export class AttachmentReference extends Construct implements INetworkAttachment {
  public readonly nadName: string;
  public readonly namespace?: string;
  public readonly type: NetworkType;
  public readonly mtu?: number;
  public readonly resourceName?: string;

  constructor(scope: Construct, id: string, end: AttachmentEnd) {
    super(scope, id);
    this.nadName = end.nadName;
    this.namespace = end.namespace;
    this.type = end.type;
    this.mtu = end.mtu;
    this.resourceName = end.resourceName;
  }
}

/** Path of a construct that is still to be made. */
function pathOf(scope: Construct, id: string): string {
  return scope.node.path === '' ? id : `${scope.node.path}/${id}`;
}

function shared(
  construct: Construct,
  id: string,
  props: NetworkAttachmentProps,
): NonNullable<ResolvedProps[typeof RESOLVED]> {
  const { nad, ...end } = resolveShared(construct.node.path, id, Chart.of(construct).namespace, props);
  return { end, manifest: renderNad(nad) };
}

function mergedMetadata(
  given: ApiObjectMetadata | undefined,
  rendered: NadManifest['metadata'],
  namespace: string | undefined,
): ApiObjectMetadata {
  const annotations = { ...given?.annotations, ...rendered.annotations };
  return {
    ...given,
    name: rendered.name,
    namespace,
    annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
  };
}
