import type { WukongVmProps } from '../model';
import { dnsLabel } from '../values';

/** Who a VM is: what its derived names and MACs are made of. */
export interface Identity {
  /** Path of the construct. */
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  readonly prefix: string;
  readonly macSalt?: string;
}

/** `chartNamespace` counts where the metadata name none. */
export function resolveIdentity(
  path: string,
  id: string,
  chartNamespace: string | undefined,
  { metadata, namePrefix, macSalt }: WukongVmProps,
): Identity {
  const isDefault = metadata?.name === undefined;
  const name = dnsLabel(
    `${path}: metadata.name`,
    metadata?.name ?? id,
    isDefault ? `the construct id is its default, so give another id or metadata.name` : '',
  );
  const namespace = metadata?.namespace ?? chartNamespace;
  if (namespace !== undefined) dnsLabel(`${path}: metadata.namespace`, namespace);
  const prefix = namePrefix === undefined ? name : dnsLabel(`${path}: namePrefix`, namePrefix);
  return { path, name, namespace, prefix, macSalt };
}
