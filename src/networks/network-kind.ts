import type { Binding, NetworkAttachmentOptions, NicOptions, Wire } from '../model';
import type { Data } from '../values';

export type WireKey = Exclude<keyof NetworkAttachmentOptions, 'type'>;
export type NicKey = keyof NicOptions;

/** A CNI config without the keys that every network has (cniVersion, name, ipam). */
export type CniConfig = { readonly type: string } & Data;

/** What a network type must answer, both directions side by side. */
export interface NetworkKind {
  readonly binding: Exclude<Binding, 'masquerade'>;

  /** The wire options that the type can use; any other is refused. */
  readonly keys: readonly WireKey[];

  /** The NIC options that the type cannot use. */
  readonly refuses: readonly NicKey[];

  /** Options to wire: defaults filled in, single values checked. `at` stands before a key in messages, `web/vm: networks[0].`; derived names are made of `name`. */
  resolve(at: string, options: NetworkAttachmentOptions, name: string): Wire;

  render(wire: Wire): CniConfig;

  /** The wire that a CNI config says, or undefined if it is of another type. `resourceName` is the NAD's annotation. */
  read(cni: Data, resourceName?: string): Wire | undefined;

  /** The NAD's annotation `k8s.v1.cni.cncf.io/resourceName`: what a VM on it asks the node for. */
  resourceName(wire: Wire): string | undefined;

  /** Two wires with the same text reach each other on layer 2. */
  segment(wire: Wire): string;
}
