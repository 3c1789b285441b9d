/** Finds the names that a misspelt one may mean: one slip away, in a word that is long enough for a slip. */
export class NearNames {
  private readonly known = new Map<string, string[]>();

  public constructor(names: Iterable<string>) {
    for (const name of names) this.add(name);
  }

  /** A name is found by each of its forms with one character less, so that looking up costs no more than its length. */
  private add(name: string): void {
    for (const form of forms(name)) {
      const names = this.known.get(form);
      if (names === undefined) this.known.set(form, [name]);
      else if (names.at(-1) !== name) names.push(name);
    }
  }

  /** Of several the first in the order of the alphabet. */
  public near(name: string): string | undefined {
    const found = forms(name).flatMap((form) => this.known.get(form) ?? []);
    return [...new Set(found)].filter((other) => isSlip(name, other)).sort()[0];
  }
}

function forms(name: string): string[] {
  const bare = letters(name);
  return [bare, ...[...bare].map((_, i) => bare.slice(0, i) + bare.slice(i + 1))].slice(0, 254);
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

/** web-01 and web-02 are two names, as lan and wan are: no slip. */
function isSlip(one: string, other: string): boolean {
  if (one === other) return false;
  if (letters(one) === letters(other)) return true;
  if (one.replace(/\d/g, '') === other.replace(/\d/g, '')) return false;
  const [a, b] = [one.toLowerCase().split(/[-_.]/), other.toLowerCase().split(/[-_.]/)];
  if (a.length !== b.length) return true;
  const differing = a.flatMap((word, i) => (word === b[i] ? [] : [{ word, meant: b[i] ?? '' }]));
  const [only] = differing;
  return (
    differing.length === 1 &&
    only !== undefined &&
    Math.min(only.word.length, only.meant.length) >= 4 &&
    !/\d/.test(only.word)
  );
}
