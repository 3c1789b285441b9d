import { expect, test } from 'vitest';
import {
  type IpConfig,
  MacvlanMode,
  type NetworkConfig,
  NetworkType,
  type PodNetworkConfig,
  type WukongVmProps,
} from '../../src';
import { good, type Json, refusal, STATIC, type Synthesized } from './support';

export const long = (length: number) => 'a'.repeat(length);
export const net = (network: Partial<NetworkConfig>): Partial<WukongVmProps> => ({
  networks: [{ name: 'lan', ...network }],
});
export const ip = (config: Partial<IpConfig>): Partial<WukongVmProps> => net({ ipConfig: { ...STATIC, ...config } });
export const pod = (podNetwork: PodNetworkConfig): Partial<WukongVmProps> => ({ podNetwork });
export const sriov = (network: Partial<NetworkConfig>) =>
  net({ type: NetworkType.SRIOV, resourceName: 'vendor.com/vf', ...network });
export const passthru = (network: Partial<NetworkConfig>) =>
  net({ type: NetworkType.MACVLAN, physicalInterface: 'eth1', macvlanMode: MacvlanMode.PASSTHRU, ...network });
export const user = (rest: object): Partial<WukongVmProps> => ({ cloudInitUser: { name: 'ops', ...rest } });
/** A value of the wrong type or outside an enum, as JavaScript and Python may give it. */
export const wrong = (value: unknown) => value as never;

export interface Refused {
  readonly say: string;
  readonly props: Partial<WukongVmProps>;
  readonly field: string;
  /** The value as shown; left out where nothing was given. */
  readonly value?: unknown;
  readonly fix: RegExp;
}

export function refuses(rows: readonly Refused[]): void {
  test.each(rows)('$say is refused', ({ props, field, value, fix }) => {
    const message = refusal(props);
    const form = /^(.*?): (.*?): (.*) is not valid; (.*)$/s.exec(message);
    expect(form, message).not.toBeNull();
    const [, path, at, shown, advice] = form as unknown as string[];
    expect({ path, at }).toEqual({ path: 'web/web-01', at: field });
    if (value !== undefined) expect(shown).toBe(JSON.stringify(value));
    expect(advice).toMatch(fix);
  });
}

export interface Accepted {
  readonly say: string;
  readonly props: Partial<WukongVmProps>;
  readonly seen: (result: Synthesized) => Json;
  readonly want: Json;
}

export function accepts(rows: readonly Accepted[]): void {
  test.each(rows)('$say is taken', ({ props, seen, want }) => {
    expect(seen(good(props))).toEqual(want);
  });
}

/** Rows of one prop: value by value. */
export function each(
  field: string,
  fix: RegExp,
  values: readonly unknown[],
  props: (value: never) => Partial<WukongVmProps>,
): Refused[] {
  return values.map((value) => ({
    say: `${field} ${JSON.stringify(value).slice(0, 40)}`,
    props: props(value as never),
    field,
    value,
    fix,
  }));
}
