import type { VlanRange } from '../model';
import { compact, data, invalid, list, unlessEmpty, whole } from '../values';

/** VLAN ids and ranges as users write them, `['10', '20-30']`, checked and in rising order. */
export function resolveTrunk(field: string, trunk: readonly string[] | undefined): readonly VlanRange[] | undefined {
  if (trunk === undefined) return undefined;
  if (!Array.isArray(trunk) || trunk.length === 0)
    throw invalid(field, trunk, "list at least one VLAN, ['10', '20-30']");
  const ranges = trunk.map((text, i) => ({ text, i, ...range(`${field}[${i}]`, text) }));
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  sorted.forEach((item, i) => {
    const before = sorted[i - 1];
    if (before !== undefined && before.to >= item.from) {
      throw invalid(`${field}[${item.i}]`, item.text, `name each VLAN once: it overlaps '${before.text}'`);
    }
  });
  return sorted.map(({ from, to }) => ({ from, to }));
}

function range(field: string, text: string): VlanRange {
  const [, first, last = first] = (typeof text === 'string' && /^([1-9]\d{0,3})(?:-([1-9]\d{0,3}))?$/.exec(text)) || [];
  const [from, to] = [Number(first), Number(last)];
  if (from >= 1 && from <= to && to <= 4094) return { from, to };
  throw invalid(field, text, "use a VLAN id from 1 to 4094, or a rising range of them, such as '10' or '20-30'");
}

/** The form that the bridge and ovs plugins share. */
export function renderTrunk(trunk: readonly VlanRange[] | undefined): object[] | undefined {
  return trunk?.map(({ from, to }) => (from === to ? { id: from } : { minID: from, maxID: to }));
}

export function readTrunk(trunk: unknown): readonly VlanRange[] | undefined {
  if (!Array.isArray(trunk)) return undefined;
  const ranges = list(trunk).map((item) => {
    const entry = data(item) ?? {};
    const from = whole(entry.id) ?? whole(entry.minID);
    return compact({ from, to: whole(entry.id) ?? whole(entry.maxID) });
  });
  return unlessEmpty(ranges.filter((item): item is VlanRange => item.from !== undefined && item.to !== undefined));
}

/** Part of a segment's name. */
export function trunkText(trunk: readonly VlanRange[] | undefined): string {
  return (trunk ?? []).map(({ from, to }) => `${from}-${to}`).join(',');
}
