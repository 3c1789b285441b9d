import { type Cursor, giveUp, indentOf, UNSURE } from './cursor';

/** Nothing but blanks or a comment; `start` follows a blank. */
export function isBlankFrom(row: string, start: number): boolean {
  let at = start;
  while (row.charCodeAt(at) === 0x20) at++;
  return at >= row.length || (row[at] === '#' && (at === 0 || row[at - 1] === ' '));
}

/** A scalar, or an empty collection. It may go on in rows that stand deeper than `col`; the cursor is left in the last. */
export function readScalar(cursor: Cursor, row: string, start: number, col: number): unknown {
  const first = row[start];
  if (first === '"' || first === "'") return readQuoted(cursor, row, start, col);
  if (first === '{' || first === '[') {
    const empty = row.startsWith('{}', start) || row.startsWith('[]', start);
    if (!empty || !isBlankFrom(row, start + 2)) cursor.unsure = true;
    return first === '{' ? {} : [];
  }
  return readPlain(cursor, row, start, col);
}

function readPlain(cursor: Cursor, row: string, start: number, col: number): unknown {
  const comment = row.indexOf(' #', start);
  const text = trimEnd(row.slice(start, comment < 0 ? row.length : comment));
  if (!beginsPlain(text)) return giveUp(cursor);
  const parts = [text];
  if (comment < 0) takeRows(cursor, col, parts, (next) => (next[indentOf(next)] === '#' ? undefined : -1));
  const ambiguous = (part: string) => part.includes(': ') || part.endsWith(':');
  if (ambiguous(text) || (parts.length > 1 && parts.some((part) => ambiguous(part) || part.includes(' #')))) {
    return giveUp(cursor);
  }
  const value = cursor.meaning(parts.length > 1 ? folded(parts) : text);
  return value === UNSURE ? giveUp(cursor) : value;
}

/** Some signs begin something else wherever they stand, three of them before a blank only. */
function beginsPlain(text: string): boolean {
  const first = text[0] ?? ',';
  if (first === '-' || first === '?' || first === ':') return text.length > 1 && text[1] !== ' ';
  return !',[]{}#&*!|>\'"%@`'.includes(first);
}

function readQuoted(cursor: Cursor, row: string, start: number, col: number): unknown {
  const quote = row[start] ?? '';
  let end = closing(row, start + 1, quote);
  const parts = [end < 0 ? trimEnd(row.slice(start + 1)) : row.slice(start + 1, end)];
  if (end < 0) {
    takeRows(cursor, col, parts, (next) => {
      end = closing(next, indentOf(next), quote);
      return end;
    });
  }
  if (end < 0 || !isBlankFrom(cursor.rows[cursor.row] ?? '', end + 1)) return giveUp(cursor);
  const text = parts.length > 1 ? folded(parts) : (parts[0] ?? '');
  if (quote === "'") return text.replaceAll("''", "'");
  // A row end that is escaped leaves no blank.
  return parts.some((part) => part.endsWith('\\') && isEscaped(part, part.length))
    ? giveUp(cursor)
    : unescaped(cursor, text);
}

/** The quote that closes, or -1. */
function closing(row: string, start: number, quote: string): number {
  let end = row.indexOf(quote, start);
  if (quote === "'") while (end >= 0 && row[end + 1] === "'") end = row.indexOf("'", end + 2);
  else while (end >= 0 && isEscaped(row, end)) end = row.indexOf('"', end + 1);
  return end;
}

function isEscaped(row: string, at: number): boolean {
  let slashes = 0;
  while (row[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

/** YAML has further escapes; those of JSON mean the same in both. */
function unescaped(cursor: Cursor, text: string): unknown {
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text.replaceAll('\n', '\\n')}"`);
  } catch {
    return giveUp(cursor);
  }
}

/**
 * Adds the rows that a scalar goes on in. `endOf` says where it ends in a row: -1 if it goes on, undefined if the row does not
 * belong to it.
 */
function takeRows(cursor: Cursor, col: number, parts: string[], endOf: (row: string) => number | undefined): void {
  let blanks = 0;
  for (let at = cursor.row + 1; at < cursor.rows.length; at++) {
    const row = cursor.rows[at] ?? '';
    const indent = indentOf(row);
    if (indent === row.length) {
      blanks++;
      continue;
    }
    const end = indent > col ? endOf(row) : undefined;
    if (end === undefined) return;
    for (; blanks > 0; blanks--) parts.push('');
    parts.push(end < 0 ? trimEnd(row.slice(indent)) : row.slice(indent, end));
    cursor.row = at;
    if (end >= 0) return;
  }
}

/** A row end is a blank, and every empty row after it a row end. */
function folded(parts: readonly string[]): string {
  let text = parts[0] ?? '';
  let blanks = 0;
  for (const [place, part] of parts.entries()) {
    if (place === 0) continue;
    if (part === '' && place < parts.length - 1) blanks++;
    else {
      text += (blanks > 0 ? '\n'.repeat(blanks) : ' ') + part;
      blanks = 0;
    }
  }
  return text;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x20) end--;
  return text.slice(0, end);
}
