import { type Data, data, whole } from '../values';
import { each, statedBus } from './disks';
import { word } from './draft';
import { type Flaw, flaw, type TemplateRule } from './rule';
import type { Part } from './template';

/** The values of a disk. */
export const diskValueRules: readonly TemplateRule[] = [
  { id: 'disk-serial', stage: 'vm', check: each(serial) },
  { id: 'disk-cache', stage: 'vm', check: each(oneOf('cache', ['none', 'writethrough', 'writeback'])) },
  { id: 'disk-io', stage: 'vm', check: each(oneOf('io', ['native', 'threads'])) },
  { id: 'disk-error-policy', stage: 'vm', check: each(errorPolicy) },
  { id: 'disk-block-size', stage: 'vm', assumesAtStart: ['preference'], check: each(blockSize) },
];

const MOST_CHARACTERS = 256;

function* serial({ field, value }: Part): Iterable<Flaw> {
  const found = word(value.serial);
  if (found === undefined) return;
  const where = `${field}.serial`;
  if (!/^[A-Za-z0-9_.+-]+$/.test(found)) {
    yield flaw(where, 'the serial has characters that libvirt does not take', 'use letters, digits, _ . + and -');
  }
  const length = [...found].length;
  if (length > MOST_CHARACTERS) {
    yield flaw(where, `the serial has ${length} characters`, `use at most ${MOST_CHARACTERS}`);
  }
}

function oneOf(key: string, values: readonly string[]): (disk: Part) => Iterable<Flaw> {
  return function* ({ field, value }) {
    const found = word(value[key]);
    if (found === undefined || values.includes(found)) return;
    yield flaw(`${field}.${key}`, `"${found}" is no ${key} mode`, `use one of ${values.join(', ')}`);
  };
}

const POLICIES = ['stop', 'ignore', 'report', 'enospace'];

/** A pointer in Go: here an empty text is a value. */
function* errorPolicy({ field, value }: Part): Iterable<Flaw> {
  const found = value.errorPolicy;
  if (typeof found !== 'string' || POLICIES.includes(found)) return;
  yield flaw(`${field}.errorPolicy`, `"${found}" is no error policy`, `use one of ${POLICIES.join(', ')}`);
}

const LEAST = 512;
const MOST = 2 * 1024 * 1024;

/** KubeVirt names one fault of a block size at a time, the sizes themselves last. */
function* blockSize(disk: Part): Iterable<Flaw> {
  const size = data(disk.value.blockSize) ?? {};
  const custom = data(size.custom);
  if (custom === undefined) return;
  const match = data(size.matchVolume);
  const field = `${disk.field}.blockSize`;
  if (match !== undefined && match.enabled !== false) {
    return yield flaw(field, 'matchVolume stands beside custom', 'keep one of the two');
  }
  yield* customSize(custom, `${field}.custom`, statedBus(disk).bus);
}

function* customSize(custom: Data, field: string, bus: string | undefined): Iterable<Flaw> {
  const [logical, physical] = [whole(custom.logical) ?? 0, whole(custom.physical) ?? 0];
  const granularity = whole(custom.discardGranularity);
  if (logical > physical) {
    return yield flaw(`${field}.logical`, `logical ${logical} is above physical ${physical}`, 'use at most physical');
  }
  if (bus === 'sata' && logical !== LEAST) {
    return yield flaw(`${field}.logical`, `a disk on sata has blocks of ${LEAST}`, `use ${LEAST}, or bus: virtio`);
  }
  if (granularity !== undefined && logical !== 0 && granularity % logical !== 0) {
    const message = `${granularity} is no multiple of the logical size ${logical}`;
    return yield flaw(`${field}.discardGranularity`, message, `use a multiple of ${logical}`);
  }
  for (const [key, size] of [
    ['logical', logical],
    ['physical', physical],
  ] as const) {
    const fits = size >= LEAST && size <= MOST && Number.isInteger(Math.log2(size));
    if (!fits) yield flaw(`${field}.${key}`, `${size} is no block size`, `use a power of two from ${LEAST} to ${MOST}`);
  }
}
