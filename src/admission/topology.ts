import { at, type Data, text, whole } from '../values';

/** The spellings of v1alpha2, which are still taken. */
const OLD = new Map([
  ['preferSockets', 'sockets'],
  ['preferCores', 'cores'],
  ['preferThreads', 'threads'],
  ['preferSpread', 'spread'],
  ['preferAny', 'any'],
]);

export const TOPOLOGIES: readonly string[] = ['sockets', 'cores', 'threads', 'spread', 'any'];
export const ACROSS: readonly string[] = ['SocketsCores', 'CoresThreads', 'SocketsCoresThreads'];

/** The topology that a preference asks for; another text comes back as it is. */
export function preferredTopology(preference: Data | undefined): string {
  const topology = text(at(preference, 'cpu', 'preferredCPUTopology')) ?? 'sockets';
  return OLD.get(topology) ?? topology;
}

/** How a preference spreads vCPUs. */
export function spread(preference: Data | undefined): { readonly ratio: number; readonly across: string } {
  const old = whole(preference?.preferSpreadSocketToCoreRatio);
  return {
    ratio: whole(at(preference, 'cpu', 'spreadOptions', 'ratio')) ?? (old || 2),
    across: text(at(preference, 'cpu', 'spreadOptions', 'across')) ?? 'SocketsCores',
  };
}

/** Whether vCPUs can be spread as asked. A ratio of zero would divide by zero: that is for KubeVirt to survive. */
export function divisible(count: number, preference: Data | undefined): boolean {
  const { ratio, across } = spread(preference);
  if (ratio === 0) return true;
  if (across === 'SocketsCoresThreads') return count % 2 === 0 && (count / 2) % ratio === 0;
  return !ACROSS.includes(across) || count % ratio === 0;
}

/** The topology that a guest of an instance type gets. */
export function guestTopology(
  count: number,
  preference: Data | undefined,
): { readonly sockets: number; readonly cores: number; readonly threads: number } {
  const one = { sockets: 1, cores: 1, threads: 1 };
  if (count === 1) return one;
  const topology = preferredTopology(preference);
  if (topology === 'cores' || topology === 'threads') return { ...one, [topology]: count };
  if (topology === 'sockets' || topology === 'any') return { ...one, sockets: count };
  if (topology !== 'spread') return one;
  const { ratio, across } = spread(preference);
  const rest = (divisor: number) => (divisor === 0 ? 1 : Math.floor(count / divisor));
  if (across === 'SocketsCores') return { ...one, cores: ratio, sockets: rest(ratio) };
  if (across === 'CoresThreads') return { ...one, threads: ratio, cores: rest(ratio) };
  if (across === 'SocketsCoresThreads') return { threads: 2, cores: ratio, sockets: rest(2 * ratio) };
  return one;
}
