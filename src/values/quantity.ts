import { invalid } from './invalid';

const QUANTITY = /^(\d+\.?\d*|\.\d+)(?:(Ki|Mi|Gi|Ti|Pi|Ei)|([numkMGTPE])|[eE]([+-]?\d{1,3}))?$/;
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
const SMALL: Record<string, number> = { n: -9, u: -6, m: -3 };
const LEAST = 1024n * 1024n;
const MOST = 2n ** 63n - 1n;

/**
 * Returns a size in bytes in the canonical form of Kubernetes quantities, so that no controller rewrites it: 1.5Gi
 * becomes 1536Mi.
 */
export function byteSize(field: string, value: string): string {
  const parsed = parse(value);
  if (parsed === undefined) throw invalid(field, value, "use a quantity such as '4Gi' or '512Mi'");
  if (parsed.bytes === undefined) throw invalid(field, value, "use whole bytes, such as '4Gi'");
  if (parsed.bytes < LEAST) throw invalid(field, value, "use at least 1Mi and name the unit, such as '4Gi'");
  if (parsed.bytes > MOST) throw invalid(field, value, 'use less than 8Ei');
  return write(parsed.bytes, parsed.form);
}

/** The whole bytes of a quantity, or undefined. */
export function readBytes(value: unknown): bigint | undefined {
  return parse(typeof value === 'number' ? String(value) : value)?.bytes;
}

type Form = 'binary' | 'decimal' | 'exponent';

function parse(value: unknown): { readonly bytes?: bigint; readonly form: Form } | undefined {
  const match = typeof value === 'string' ? QUANTITY.exec(value) : null;
  if (match === null) return undefined;
  const [, number = '', binary, suffix = '', exponent] = match;
  const [before = '', after = ''] = number.split('.');
  const tens =
    (exponent === undefined ? (SMALL[suffix] ?? 3 * DECIMAL.indexOf(suffix)) : Number(exponent)) - after.length;
  const digits = BigInt(before + after) * 1024n ** BigInt(binary === undefined ? 0 : BINARY.indexOf(binary));
  const form: Form = binary !== undefined ? 'binary' : exponent === undefined ? 'decimal' : 'exponent';
  if (tens >= 0) return { bytes: digits * 10n ** BigInt(tens), form };
  const divisor = 10n ** BigInt(-tens);
  return digits % divisor === 0n ? { bytes: digits / divisor, form } : { form };
}

function write(bytes: bigint, form: Form): string {
  const step = form === 'binary' ? 1024n : 1000n;
  let [rest, steps] = [bytes, 0];
  while (rest % step === 0n && steps < 6) [rest, steps] = [rest / step, steps + 1];
  if (form === 'exponent') return steps === 0 ? `${rest}` : `${rest}e${3 * steps}`;
  return `${rest}${(form === 'binary' ? BINARY : DECIMAL)[steps]}`;
}
