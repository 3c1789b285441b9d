import { createHash } from 'node:crypto';
import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NetworkConfig, WukongVm } from '../../src';
import { derivedMac } from '../../src/values';

describe('derived MACs', () => {
  test('do not repeat in 100,000 names', () => {
    const macs = new Set<string>();
    for (let vm = 0; vm < 10_000; vm++) {
      for (let network = 0; network < 10; network++) macs.add(derivedMac('vms', `vm-${vm}`, `net-${network}`));
    }
    expect(macs.size).toBe(100_000);
  });

  test('are the first five bytes of a SHA-256 behind 02', () => {
    const bytes = createHash('sha256').update('vms/web-01/mgmt').digest().subarray(0, 5);
    expect(derivedMac('vms', 'web-01', 'mgmt')).toBe(
      ['02', ...[...bytes].map((b) => b.toString(16).padStart(2, '0'))].join(':'),
    );
    expect(derivedMac(undefined, 'web', 'lan')).toBe(derivedMac('', 'web', 'lan'));
    expect(derivedMac('vms', 'web', 'lan', 'blue')).not.toBe(derivedMac('vms', 'web', 'lan'));
  });

  test('do not change with the order of networks or with added ones', () => {
    const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$/).filter((text) => text !== 'default');
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (names, random) => {
          const all = macsOf(names);
          const shuffled = [...names].sort(() => ((random.next().value ?? 0) % 2) * 2 - 1);
          expect(macsOf(shuffled)).toEqual(all);
          const fewer = macsOf(names.slice(1));
          for (const [network, mac] of fewer) expect(all.get(network)).toBe(mac);
        },
      ),
      { numRuns: 30 },
    );
  });
});

function macsOf(names: readonly string[]): ReadonlyMap<string, string | undefined> {
  const networks = names.map((name): NetworkConfig => ({ name }));
  const chart = new Chart(Testing.app(), 'c', { namespace: 'vms' });
  const vm = new WukongVm(chart, 'web', { cpu: 1, memory: '1Gi', networks });
  return new Map(vm.networkStatus.map(({ name, macAddress }) => [name, macAddress] as const).sort());
}
