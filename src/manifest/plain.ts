/**
 * An imported L1 type as plain data: its quantity classes, which hold one `value`, become texts or numbers, its enums
 * their texts. A misspelt field still does not compile.
 */
export type Plain<T> = 0 extends 1 & T
  ? T
  : T extends string
    ? `${T}`
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? [keyof T] extends ['value']
          ? number | string
          : { readonly [Key in keyof T as Spelled<Key>]: Plain<T[Key]> }
        : T;

/** The fields that the imported types spell in another way than the manifest does. */
export interface Spellings {
  autoattachVsock: 'autoattachVSOCK';
  dedicatedIoThread: 'dedicatedIOThread';
  downwardApi: 'downwardAPI';
  i6300Esb: 'i6300esb';
  initImageUrl: 'initImageURL';
  ramFb: 'ramFB';
  virtualGpuOptions: 'virtualGPUOptions';
  vmIPv6NetworkCidr: 'vmIPv6NetworkCIDR';
  vmNetworkCidr: 'vmNetworkCIDR';
}

type Spelled<Key> = Key extends keyof Spellings ? Spellings[Key] : Key;
