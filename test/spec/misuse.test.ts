import { describe, expect, test } from 'vitest';
import {
  InterfaceModel,
  InterfaceState,
  IpAssignedBy,
  IpMode,
  MacvlanMode,
  type NetworkAttachmentOptions,
  type NetworkConfig,
  NetworkType,
  type NicOptions,
  type WukongVmProps,
} from '../../src';
import { vm } from './support';

type Key = Exclude<keyof NetworkAttachmentOptions, 'type'> | keyof NicOptions;
type Use = 'used' | 'refused';

const { BRIDGE, OVS, SRIOV, MACVLAN } = NetworkType;
const ALL: Record<NetworkType, Use> = { [BRIDGE]: 'used', [OVS]: 'used', [SRIOV]: 'used', [MACVLAN]: 'used' };
const only = (...types: NetworkType[]): Record<NetworkType, Use> => {
  const use = (type: NetworkType): Use => (types.includes(type) ? 'used' : 'refused');
  return { [BRIDGE]: use(BRIDGE), [OVS]: use(OVS), [SRIOV]: use(SRIOV), [MACVLAN]: use(MACVLAN) };
};

/** Which type can use which key. */
const USES: Record<Key, Record<NetworkType, Use>> = {
  bridgeName: only(BRIDGE, OVS),
  vlanId: ALL,
  trunk: only(BRIDGE, OVS),
  mtu: ALL,
  physicalInterface: only(MACVLAN),
  macvlanMode: only(MACVLAN),
  resourceName: only(SRIOV),
  requestResource: only(SRIOV),
  nodeResource: only(BRIDGE, OVS),
  macSpoofCheck: only(BRIDGE),
  ipConfig: ALL,
  macAddress: ALL,
  model: only(BRIDGE, OVS, MACVLAN),
  primary: ALL,
  multusDefault: only(BRIDGE, OVS, MACVLAN),
  bootOrder: ALL,
  state: only(BRIDGE, OVS, MACVLAN),
  pciAddress: ALL,
  setName: ALL,
};

/** A value of each key that differs from what is there without it. */
const VALUES: { readonly [key in Key]: NetworkConfig[key] } = {
  bridgeName: 'br9',
  vlanId: 99,
  trunk: ['10', '20-30'],
  mtu: 1400,
  physicalInterface: 'eth9',
  macvlanMode: MacvlanMode.PASSTHRU,
  resourceName: 'vendor.com/other',
  requestResource: false,
  nodeResource: true,
  macSpoofCheck: true,
  ipConfig: { mode: IpMode.STATIC, address: '192.168.100.10/24' },
  macAddress: '02:aa:00:00:00:99',
  model: InterfaceModel.E1000,
  primary: true,
  multusDefault: true,
  bootOrder: 7,
  state: InterfaceState.DOWN,
  pciAddress: '0000:81:01.0',
  setName: 'lan0',
};

const WIRE: Record<NetworkType, Partial<NetworkConfig>> = {
  [BRIDGE]: {},
  [OVS]: {},
  [SRIOV]: { resourceName: 'vendor.com/vf' },
  [MACVLAN]: { macvlanMode: MacvlanMode.PASSTHRU, physicalInterface: 'eth1' },
};

/** What must stand beside a key for it to make sense. */
const BESIDE: Partial<Record<Key, (type: NetworkType) => Partial<NetworkConfig>>> = {
  multusDefault: (type) => ({
    primary: true,
    ipConfig: {
      mode: IpMode.STATIC,
      address: '192.168.100.10/24',
      assignedBy: type === SRIOV ? IpAssignedBy.GUEST : IpAssignedBy.CNI,
    },
  }),
};

function outcome(type: NetworkType, key: Key, given: boolean): { bytes?: string; error?: string } {
  const { [key]: _, ...network }: Partial<NetworkConfig> = { ...WIRE[type], ...BESIDE[key]?.(type) };
  const config: NetworkConfig = { name: 'lan', type, ...network, ...(given ? { [key]: VALUES[key] } : {}) };
  const props: Partial<WukongVmProps> = { disks: [{ name: 'system', size: '1Gi' }], networks: [config] };
  const { objects, error } = vm(props);
  return error === undefined ? { bytes: JSON.stringify(objects) } : { error };
}

const rows = (Object.keys(USES) as Key[]).flatMap((key) =>
  Object.values(NetworkType).map((type) => ({ key, type, use: USES[key][type] })),
);

describe('every key is used or refused', () => {
  test.each(rows.filter(({ use }) => use === 'used'))('$key on $type changes what is written', ({ key, type }) => {
    const given = outcome(type, key, true);
    expect(given.error).toBeUndefined();
    expect(given.bytes).not.toBe(outcome(type, key, false).bytes);
  });

  test.each(rows.filter(({ use }) => use === 'refused'))(
    '$key on $type is refused, and the error names the types that can use it',
    ({ key, type }) => {
      const { error } = outcome(type, key, true);
      expect(error).toMatch(new RegExp(`^web/web-01: networks\\[0\\]\\.${key}: .* is not valid; .`));
      const [, fix] = (error as string).split(' is not valid; ') as [string, string];
      for (const other of Object.values(NetworkType)) {
        if (USES[key][other] === 'used') expect(fix).toContain(other);
      }
    },
  );

  test('state: ABSENT is refused on sriov too, as it is only for the bridge binding', () => {
    const { error } = vm({
      networks: [{ name: 'lan', type: SRIOV, resourceName: 'vendor.com/vf', state: InterfaceState.ABSENT }],
    });
    expect(error).toMatch(/^web\/web-01: networks\[0\]\.state: "absent" is not valid; /);
  });

  test.each([
    { key: 'macSpoofCheck', type: OVS, value: false },
    { key: 'nodeResource', type: SRIOV, value: false },
    { key: 'requestResource', type: BRIDGE, value: true },
  ])('$key: $value on $type is refused even where it says the default', ({ key, type, value }) => {
    const { error } = vm({ networks: [{ name: 'lan', type, ...WIRE[type], [key]: value }] });
    expect(error).toMatch(new RegExp(`^web/web-01: networks\\[0\\]\\.${key}: ${value} is not valid; `));
  });
});
