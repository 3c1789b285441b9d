const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

/** What any value but a text begins with. */
const BEGINS = /^[-+.0-9yYnNtTfFoO~]/;
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * What a scalar without quotes is to kubectl, Helm, kustomize and the controllers that deploy with them. They read with
 * sigs.k8s.io/yaml, which is go-yaml v2: words and octal numbers as in YAML 1.1, so that a bare `yes`, `on` or `n` is a
 * boolean and `0640` is 416, but texts for what has colons (a MAC, `12:30`) and for dates.
 *
 * @see https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
 */
export function plainValue(text: string): unknown {
  if (text !== '' && !BEGINS.test(text)) return text;
  const word = WORDS.get(text);
  return word !== undefined ? word : (number(text) ?? text);
}

function number(text: string): number | undefined {
  // Only a float may begin with a dot, and there underscores are not left out.
  const digits = text.startsWith('.') || !text.includes('_') ? text : text.replaceAll('_', '');
  if (INTEGER.test(digits)) return integer(digits);
  if (!FLOAT.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

function integer(text: string): number {
  const digits = text.replace(/^[-+]/, '');
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return text.startsWith('-') ? 0 - value : value;
}
