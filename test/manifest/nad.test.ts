import { describe, expect, test } from 'vitest';
import { nadOf, readCni, readNad, renderNad } from '../../src/manifest';
import { type Nad, NetworkType } from '../../src/model';

const RESOURCE = 'k8s.v1.cni.cncf.io/resourceName';

test.each<{ say: string; nad: Nad; config: object; annotations?: object }>([
  {
    say: 'a bridge',
    nad: { name: 'lan', wire: { type: NetworkType.BRIDGE, bridgeName: 'br1' } },
    config: { cniVersion: '1.0.0', name: 'lan', type: 'bridge', bridge: 'br1' },
  },
  {
    say: 'a bridge on marked nodes',
    nad: { name: 'lan', wire: { type: NetworkType.BRIDGE, bridgeName: 'br1', nodeResource: true } },
    config: { cniVersion: '1.0.0', name: 'lan', type: 'bridge', bridge: 'br1' },
    annotations: { [RESOURCE]: 'bridge.network.kubevirt.io/br1' },
  },
  {
    say: 'SR-IOV',
    nad: { name: 'fast', wire: { type: NetworkType.SRIOV, vlanId: 100, resourceName: 'openshift.io/nic' } },
    config: { cniVersion: '1.0.0', name: 'fast', type: 'sriov', vlan: 100 },
    annotations: { [RESOURCE]: 'openshift.io/nic' },
  },
  {
    say: 'an address that the NAD hands out',
    nad: { name: 'lan', wire: { type: NetworkType.OVS, bridgeName: 'br1', ipam: { address: '10.0.0.5/24' } } },
    config: {
      cniVersion: '1.0.0',
      name: 'lan',
      type: 'ovs',
      bridge: 'br1',
      ipam: { type: 'static', addresses: [{ address: '10.0.0.5/24' }] },
    },
  },
])('$say, in both directions', ({ nad, config, annotations }) => {
  const manifest = renderNad(nad);
  expect(manifest.metadata).toEqual(annotations ? { name: nad.name, annotations } : { name: nad.name });
  expect(JSON.parse(manifest.spec.config ?? '')).toEqual(config);
  expect(readNad({ ...manifest })).toEqual(nad);
});

describe('the config of a NAD', () => {
  test.each<{ say: string; config: unknown; cni: unknown }>([
    { say: 'one object', config: '{"type":"bridge"}', cni: { type: 'bridge' } },
    {
      say: 'the first plugin of a list',
      config: '{"plugins":[{"type":"bridge"},{"type":"tuning"}]}',
      cni: { type: 'bridge' },
    },
    { say: 'an empty list', config: '{"plugins":[]}', cni: undefined },
    { say: 'a list of nothing', config: '{"plugins":[null]}', cni: undefined },
    { say: 'no JSON', config: 'type: bridge', cni: undefined },
    { say: 'an empty text', config: '', cni: undefined },
    { say: 'JSON that is no object', config: '[]', cni: undefined },
    { say: 'no text', config: { type: 'bridge' }, cni: undefined },
    { say: 'none', config: undefined, cni: undefined },
  ])('$say', ({ config, cni }) => {
    expect(readCni({ spec: { config } })).toEqual(cni);
  });

  test('of a type that we do not know says no NAD', () => {
    expect(readNad({ ...nadOf('lan', '{"type":"ipvlan","master":"eth0"}') })).toBeUndefined();
  });

  test('without a name says no NAD', () => {
    expect(readNad({ spec: { config: '{"type":"bridge","bridge":"br1"}' } })).toBeUndefined();
  });

  test('that is text already stays as it is', () => {
    const config = '{ "type":"bridge" }';
    expect(nadOf('lan', config, 'a/b')).toEqual({
      metadata: { name: 'lan', annotations: { [RESOURCE]: 'a/b' } },
      spec: { config },
    });
  });
});
