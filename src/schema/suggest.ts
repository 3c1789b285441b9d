import type { SchemaNode } from './node';

// Our own kinds have fewer places; schemas that a user gives may have too many.
const MOST = 3000;

/** What to write instead of a field that is unknown in `node`, which stands at `field`. */
export function fieldHint(root: SchemaNode, node: SchemaNode, field: string, key: string): string {
  const known = [...node.properties.keys()];
  const near = nearest(key, known);
  if (near !== undefined) return `did you mean ${near}?`;
  const below = placeOf(node, key);
  if (below !== undefined) return `move it to ${field === '' ? '' : `${field}.`}${below}`;
  const elsewhere = placeOf(root, key);
  if (elsewhere !== undefined) return `move it to ${elsewhere}`;
  if (known.length > 0 && known.length <= 12) return `remove it; known fields are ${known.join(', ')}`;
  return 'remove it';
}

/** The candidate that a slip of the keyboard makes of `word`, or that shares a part with it; undefined where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = word.length < 8 ? 2 : 3;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = edits(lower, candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  if (best !== undefined) return best;
  const wider = candidates.filter((candidate) => isPart(word, candidate));
  if (wider.length > 0) return wider.length === 1 ? wider[0] : undefined;
  const inside = candidates.filter((candidate) => candidate.length > 5 && isPart(candidate, word));
  return inside.sort((one, other) => other.length - one.length)[0];
}

/** Whether a camel-case name begins or ends with the words of another: mac and macAddress, name and secretName. */
function isPart(part: string, whole: string): boolean {
  if (part.length < 3 || part.length >= whole.length) return false;
  const asEnd = `${part[0]?.toUpperCase()}${part.slice(1)}`;
  return whole.endsWith(asEnd) || (whole.startsWith(part) && /[A-Z]/.test(whole[part.length] ?? ''));
}

/** Insertions, removals, replacements and swaps of neighbours that lead from one word to the other. */
function edits(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, (before[j - 2] ?? i) + 1);
      row.push(least);
    }
    [before, above] = [above, row];
  }
  return above[other.length] ?? 0;
}

/** The one place below a schema, outside of lists and status, that has a field of this name. */
function placeOf(from: SchemaNode, key: string): string | undefined {
  const found: string[] = [];
  let visits = 0;
  const search = (prefix: string, node: SchemaNode): void => {
    if (found.length > 1 || ++visits > MOST) return;
    for (const [name, child] of node.properties) {
      if (name === 'status') continue;
      if (name === key) found.push(`${prefix}${name}`);
      search(`${prefix}${name}.`, child);
    }
  };
  search('', from);
  return found.length === 1 && visits <= MOST ? found[0] : undefined;
}
