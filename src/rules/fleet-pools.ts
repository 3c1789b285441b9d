import { FindingSeverity } from '../findings';
import type { Manifests, NadView } from '../manifest';
import { networkKinds } from '../networks';
import { at, type Cidr, list, overlap, readAddress, readCidr, text } from '../values';
import { compareAddresses } from './address-order';
import type { Found, Rule } from './rule';
import { byId, groupBy, wiredNics } from './segment';

const severity = FindingSeverity.WARNING;

/** Ranges that host-local hands out, and who else has their addresses. */
export const fleetPools: readonly Rule[] = [
  { id: 'host-local-overlap', family: 'fleet', check: hostLocalOverlap },
  { id: 'address-in-pool', family: 'fleet', check: addressInPool },
];

interface Pool {
  readonly nad: NadView;
  readonly subnet: Cidr;
  readonly first: string;
  readonly last?: string;
  readonly segment: string;
  /** host-local keeps its leases by the network's name. */
  readonly network: string;
}

function pools({ nads }: Manifests): readonly Pool[] {
  return byId([...nads.values()], ({ id }) => id).flatMap((nad) => {
    const ipam = at(nad.cni, 'ipam');
    const wire = nad.nad?.wire;
    if (at(ipam, 'type') !== 'host-local' || wire === undefined) return [];
    const ranges = [ipam, ...list(at(ipam, 'ranges')).flatMap((item) => list(item))];
    return ranges.flatMap((range): Pool[] => {
      const subnet = readCidr(at(range, 'subnet'));
      if (subnet === undefined) return [];
      const segment = networkKinds[wire.type].segment(wire);
      const first = readAddress(at(range, 'rangeStart')) ?? subnet.address;
      return [
        {
          nad,
          subnet,
          first,
          last: readAddress(at(range, 'rangeEnd')),
          segment,
          network: text(nad.cni?.name) ?? nad.name,
        },
      ];
    });
  });
}

function* hostLocalOverlap(set: Manifests): Iterable<Found> {
  for (const group of groupBy(pools(set), ({ segment, subnet }) => `${subnet.text} ${segment}`)) {
    const sorted = [...group].sort((one, other) => compareAddresses(one.first, other.first));
    let before: Pool | undefined;
    for (const pool of sorted) {
      const { nad } = pool;
      const clash = before !== undefined && before.network !== pool.network && reaches(before, pool.first);
      const used = [nad, ...(before === undefined ? [] : [before.nad])].some(
        ({ id }) => set.referringVms(id).length > 0,
      );
      if (used && clash && before !== undefined && overlap(before.subnet, pool.subnet)) {
        yield {
          severity,
          object: nad,
          field: 'spec.config',
          message: `host-local hands out ${pool.subnet.text} from ${pool.first} on, and on the same segment so does ${before.nad.id}`,
          fix: 'give each a rangeStart and rangeEnd of its own',
          related: [before.nad],
        };
      }
      if (before === undefined || !reaches(pool, before.last) || pool.last === undefined) before = pool;
    }
  }
}

/** Whether a pool goes on to an address; without an end it goes on to that of its subnet. */
function reaches({ last }: Pool, address: string | undefined): boolean {
  return last === undefined || (address !== undefined && compareAddresses(address, last) <= 0);
}

function* addressInPool(set: Manifests): Iterable<Found> {
  const bySegment = new Map(groupBy(pools(set), ({ segment }) => segment).map((group) => [group[0]?.segment, group]));
  if (bySegment.size === 0) return;
  for (const { vm, nic, segment, ethernet } of wiredNics(set)) {
    for (const text of ethernet?.addresses ?? []) {
      const address = readCidr(text)?.address;
      const pool = bySegment.get(segment)?.find((item) => address !== undefined && isIn(item, address));
      if (pool === undefined) continue;
      yield {
        severity,
        object: vm,
        field: nic.field,
        message: `"${nic.name}" has the address ${address}, which host-local of ${pool.nad.id} hands out as well`,
        fix: 'end its range before the address by rangeEnd, or use another address',
        related: [pool.nad],
      };
    }
  }
}

function isIn(pool: Pool, address: string): boolean {
  const cidr = readCidr(`${address}/${pool.subnet.family === 4 ? 32 : 128}`);
  if (cidr === undefined || !overlap(pool.subnet, cidr)) return false;
  return compareAddresses(pool.first, address) <= 0 && reaches(pool, address);
}
