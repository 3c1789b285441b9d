import fc from 'fast-check';

/** Values that break code which trusts a document. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e300, '', ' ', '/', 'default', '0.0.0.0/0', [], {}, [null]),
  fc.constantFrom<unknown>({ toString: 1, valueOf: 1 }, [[[]]], { length: 3 }, { name: { name: 'lan' } }),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
);

interface Edit {
  readonly place: number;
  readonly how: 'delete' | 'swap' | 'duplicate';
  readonly value: unknown;
}

/** A key deleted, a value swapped for any other, or an item of a list doubled: one to three of these. */
export const anyEdits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({ place: fc.nat(), how: fc.constantFrom('delete', 'swap', 'duplicate'), value: junk }),
  { minLength: 1, maxLength: 3 },
);

type Container = unknown[] | Record<string, unknown>;

/** Edits data in place. */
export function mutate(root: unknown, edits: readonly Edit[]): void {
  for (const edit of edits) apply(root, edit);
}

function apply(root: unknown, { place, how, value }: Edit): void {
  const places = [...placesIn(root)];
  const chosen = places[place % Math.max(places.length, 1)];
  if (chosen === undefined) return;
  const { owner, key } = chosen;
  if (how === 'swap') Reflect.set(owner, key, structuredClone(value));
  else if (!Array.isArray(owner)) Reflect.deleteProperty(owner, key);
  else if (how === 'delete') owner.splice(Number(key), 1);
  else owner.splice(Number(key), 0, structuredClone(owner[Number(key)]));
}

function* placesIn(value: unknown): Iterable<{ readonly owner: Container; readonly key: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    yield { owner: value as Container, key };
    yield* placesIn(item);
  }
}
