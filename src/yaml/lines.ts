/** Lines of a document, by the mapping or list that a key or index stands in. */
export type Lines = Map<object, Map<string | number, number>>;

/** A document read once more, with its lines. */
export interface Located {
  readonly value: unknown;
  readonly lines: Lines;
}

/** Notes the line of a key or index. */
export function note(lines: Lines, container: object, key: string | number, line: number): void {
  const known = lines.get(container);
  if (known === undefined) lines.set(container, new Map([[key, line]]));
  else known.set(key, line);
}

/**
 * The line of a field as findings write it, `spec.networks[1].name` or `metadata.annotations["a.b/c"]`; for a field that
 * is not there, the line of what it would stand in.
 */
export function lineOf({ value, lines }: Located, field: string, first: number): number {
  let line = first;
  let container = value;
  let rest = field;
  while (rest !== '' && typeof container === 'object' && container !== null) {
    const known = lines.get(container);
    const step = known && nextStep(known, rest);
    if (step === undefined) break;
    line = known?.get(step.key) ?? line;
    container = Reflect.get(container, step.key);
    rest = step.rest;
  }
  return line;
}

const STEP = /^\.?(?:\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[]+))/;

function nextStep(known: ReadonlyMap<string | number, number>, rest: string) {
  const [whole = '', index, quoted, name] = STEP.exec(rest) ?? [];
  const key = index !== undefined ? Number(index) : quoted !== undefined ? unquoted(quoted) : name;
  if (key !== undefined && known.has(key)) return { key, rest: rest.slice(whole.length) };
  // A key with a dot, written without brackets.
  const start = rest.replace(/^\./, '');
  const [longest] = [...known.keys()]
    .filter((candidate): candidate is string => typeof candidate === 'string' && start.startsWith(candidate))
    .sort((one, other) => other.length - one.length);
  return longest ? { key: longest, rest: start.slice(longest.length) } : undefined;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
