import fc from 'fast-check';
import { MacvlanMode, type NetworkAttachmentOptions, NetworkType, type Wire } from '../../src/model';
import { networkKinds, networkTypes, type WireKey } from '../../src/networks';

/** Any value of a model type, optional keys there or not. The compiler asks for an arbitrary of each key that there is. */
export function anyModel<T extends object>(
  keys: { readonly [Key in keyof Required<T>]: fc.Arbitrary<Exclude<T[Key], undefined>> },
  required: readonly (keyof T)[],
): fc.Arbitrary<T> {
  const model: Record<string, fc.Arbitrary<unknown>> = { ...keys };
  const some: fc.Arbitrary<unknown> = fc.record(model, { requiredKeys: required.map(String) });
  return some as fc.Arbitrary<T>;
}

export const anyDnsLabel: fc.Arbitrary<string> = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
export const anyVlan = fc.integer({ min: 1, max: 4094 });
export const anyMtu = fc.integer({ min: 1280, max: 65535 });
export const anyResource = fc.stringMatching(
  /^[a-z0-9]{1,9}\.[a-z]{2,3}\/[A-Za-z0-9]([A-Za-z0-9_.-]{0,9}[A-Za-z0-9])?$/,
);

const anyTrunk = fc.uniqueArray(anyVlan, { minLength: 1, maxLength: 8 }).map((ids) => {
  const sorted = [...ids].sort((a, b) => a - b);
  return sorted.flatMap((from, i) => {
    const to = sorted[i + 1];
    return i % 2 === 0 ? [to === undefined ? `${from}` : `${from}-${to}`] : [];
  });
});

/** A good value of every wire option: the compiler asks for that of a new one. */
const values: { readonly [Key in WireKey]: fc.Arbitrary<NonNullable<NetworkAttachmentOptions[Key]>> } = {
  bridgeName: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/),
  vlanId: anyVlan,
  trunk: anyTrunk,
  mtu: anyMtu,
  physicalInterface: fc.stringMatching(/^[a-z0-9]{1,10}$/),
  macvlanMode: fc.constant(MacvlanMode.PASSTHRU),
  resourceName: anyResource,
  requestResource: fc.boolean(),
  nodeResource: fc.boolean(),
  macSpoofCheck: fc.boolean(),
};

/** Without these the type is refused; most types need none. */
const required: { readonly [Type in NetworkType]?: readonly WireKey[] } = {
  [NetworkType.MACVLAN]: ['physicalInterface', 'macvlanMode'],
  [NetworkType.SRIOV]: ['resourceName'],
};

/** Options of a type, of those that it can use. */
export function anyOptions(type: NetworkType): fc.Arbitrary<NetworkAttachmentOptions> {
  const model = Object.fromEntries(networkKinds[type].keys.map((key) => [key, values[key]]));
  const options: fc.Arbitrary<unknown> = fc.record(model, { requiredKeys: [...(required[type] ?? [])] });
  return (options as fc.Arbitrary<NetworkAttachmentOptions>).map(({ trunk, ...rest }) => {
    const both = type === NetworkType.OVS && rest.vlanId !== undefined;
    return { ...rest, type, ...(trunk !== undefined && !both && { trunk }) };
  });
}

/** A wire as it leaves resolving. */
export function anyWireOf(type: NetworkType): fc.Arbitrary<Wire> {
  return fc
    .tuple(anyOptions(type), anyDnsLabel)
    .map(([options, name]) => networkKinds[type].resolve('network.', options, name));
}

/** A wire of any type that there is. */
export const anyWire: fc.Arbitrary<Wire> = fc.oneof(...networkTypes.map(anyWireOf));
