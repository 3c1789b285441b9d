/** What the YAML library says of a place. */
export interface ParseError {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** Deeper than any document goes. */
const MARGIN = ' '.repeat(400);

/**
 * The text with one row moved to the right: the library wants the rows of a list or mapping in brackets deeper than what they
 * stand in, as YAML does, and go-yaml does not. Undefined where the mistake is another one.
 */
export function moveRow(text: string, { code, message, pos }: ParseError): string | undefined {
  if (code !== 'BAD_INDENT' || !/^Flow (map|sequence) in block collection/.test(message)) return undefined;
  const start = text.lastIndexOf('\n', pos[0] - 1) + 1;
  // A tab is a mistake to both; what has been moved does not fit all the same.
  const isHopeless = /^ *\t/.test(text.slice(start, pos[0] + 1)) || text.startsWith(MARGIN, start) || start === 0;
  return isHopeless ? undefined : text.slice(0, start) + MARGIN + text.slice(start);
}
