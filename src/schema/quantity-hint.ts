const SMALL = ['n', 'u', 'm'];
const UNITS = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The quantity that was meant by a text that is none: 2GB is 2G, 10 gi is 10Gi. */
export function quantityHint(text: string): string {
  const [, number, unit] = /^\s*([+-]?\d+(?:\.\d*)?)\s*([A-Za-z]*)\s*$/.exec(text) ?? [];
  const bare = unit?.replace(/b(ytes?)?$/i, '');
  // A small m is a thousandth: only what is written so means it.
  const meant =
    SMALL.find((known) => known === bare) ?? UNITS.find((known) => known.toLowerCase() === bare?.toLowerCase());
  if (number === undefined || meant === undefined) return 'write a number and a unit, such as 4Gi, 512Mi or 2';
  return `did you mean ${number}${meant}?`;
}
