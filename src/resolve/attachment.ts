import type { ExistingAttachmentOptions, Nad, NetworkAttachmentProps, NetworkType } from '../model';
import { networkKinds, resourceName } from '../networks';
import { compact, dnsLabel, dnsSubdomain, mtu, objectReference } from '../values';
import { networkType, resolveWire } from './wire';

/** What a VM must know of a NAD. */
export interface AttachmentEnd {
  readonly nadName: string;
  readonly namespace?: string;
  readonly type: NetworkType;
  readonly mtu?: number;
  /** Resource that a VM on it asks for. */
  readonly resourceName?: string;
}

export interface SharedNad extends AttachmentEnd {
  readonly nad: Nad;
}

/** A NAD that stands alone. */
export function resolveShared(
  path: string,
  id: string,
  chartNamespace: string | undefined,
  props: NetworkAttachmentProps,
): SharedNad {
  const { nadName, namespace } = resolveNadIdentity(path, id, chartNamespace, props.metadata);
  const wire = resolveWire(`${path}: `, props, id);
  return compact({
    nadName,
    namespace,
    type: wire.type,
    mtu: mtu(`${path}: mtu`, props.mtu),
    resourceName: props.requestResource === false ? undefined : networkKinds[wire.type].resourceName(wire),
    nad: { name: nadName, wire },
  });
}

export function resolveNadIdentity(
  path: string,
  id: string,
  chartNamespace: string | undefined,
  metadata: NetworkAttachmentProps['metadata'],
): Pick<AttachmentEnd, 'nadName' | 'namespace'> {
  const hint =
    metadata?.name === undefined ? 'the construct id is its default, so give another id or metadata.name' : '';
  const nadName = dnsSubdomain(`${path}: metadata.name`, metadata?.name ?? id, hint);
  const namespace = metadata?.namespace ?? chartNamespace;
  if (namespace !== undefined) dnsLabel(`${path}: metadata.namespace`, namespace);
  return compact({ nadName, namespace });
}

/** A NAD that somebody else made, `name` or `namespace/name`. */
export function resolveExisting(path: string, reference: string, options: ExistingAttachmentOptions): AttachmentEnd {
  const { namespace, name } = objectReference(`${path}: nadName`, reference);
  const resource =
    options.resourceName === undefined ? undefined : resourceName(`${path}: resourceName`, options.resourceName);
  return compact({
    nadName: name,
    namespace,
    type: networkType(`${path}: `, options.type),
    mtu: mtu(`${path}: mtu`, options.mtu),
    resourceName: options.requestResource === false ? undefined : resource,
  });
}
