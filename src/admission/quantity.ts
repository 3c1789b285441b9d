/** A Kubernetes quantity in billionths, which is as fine as one can be. */
export type Quantity = bigint;

const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)(?:(Ki|Mi|Gi|Ti|Pi|Ei)|([numkMGTPE])|[eE]([+-]?\d{1,3}))?$/;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const TENS: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const NANO = 9;
const MOST_TENS = 60;
const LONGEST = 100;

export const MI: Quantity = 1024n * 1024n * 10n ** 9n;
export const GI: Quantity = 1024n * MI;

/** The quantity that a text or number spells, or undefined. What is finer than a billionth is rounded away from zero. */
export function quantity(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const written = String(value);
  const match = written.length > LONGEST ? null : QUANTITY.exec(written);
  if (match === null) return undefined;
  const [, sign, number = '', binary, suffix = '', exponent] = match;
  const [before = '', after = ''] = number.split('.');
  const tens = (exponent === undefined ? (TENS[suffix] ?? 0) : Number(exponent)) - after.length + NANO;
  const digits = BigInt(before + after) * 1024n ** BigInt(binary === undefined ? 0 : BINARY.indexOf(binary) + 1);
  const size = tens >= 0 ? digits * 10n ** BigInt(Math.min(tens, MOST_TENS)) : up(digits, 10n ** BigInt(-tens));
  return sign === '-' ? -size : size;
}

/** Whole units, rounded up: how KubeVirt compares memory and counts CPUs. */
export function units(size: Quantity): bigint {
  return up(size, 10n ** 9n);
}

export function milli(size: Quantity): bigint {
  return up(size, 10n ** 6n);
}

/** Billionths of whole units. */
export function ofUnits(count: bigint | number): Quantity {
  return BigInt(count) * 10n ** 9n;
}

function up(size: bigint, step: bigint): bigint {
  return size > 0n ? (size + step - 1n) / step : (size - step + 1n) / step;
}
