import { advance, type Cursor, indentOf, UNSURE } from './cursor';

/** Nothing but blanks or a comment; `start` follows a blank. */
export function isBlankFrom(row: string, start: number): boolean {
  let at = start;
  while (row.charCodeAt(at) === 0x20) at++;
  return at >= row.length || (row[at] === '#' && (at === 0 || row[at - 1] === ' '));
}

/** A scalar, or an empty collection, that ends in its row. */
export function readScalar(cursor: Cursor, row: string, start: number): unknown {
  const first = row[start];
  if (first === '"') return readDouble(cursor, row, start);
  if (first === "'") return readSingle(cursor, row, start);
  if (first === '{' || first === '[') {
    const empty = row.startsWith('{}', start) || row.startsWith('[]', start);
    if (!empty || !isBlankFrom(row, start + 2)) cursor.unsure = true;
    return first === '{' ? {} : [];
  }
  return readPlain(cursor, row, start);
}

function readPlain(cursor: Cursor, row: string, start: number): unknown {
  const comment = row.indexOf(' #', start);
  let end = comment < 0 ? row.length : comment;
  while (row.charCodeAt(end - 1) === 0x20) end--;
  const text = row.slice(start, end);
  const value = cursor.meaning(text);
  if (!beginsPlain(text) || value === UNSURE || text.includes(': ') || text.endsWith(':')) cursor.unsure = true;
  return value;
}

/** Some signs begin something else wherever they stand, three of them before a blank only. */
function beginsPlain(text: string): boolean {
  const first = text[0] ?? ',';
  if (first === '-' || first === '?' || first === ':') return text.length > 1 && text[1] !== ' ';
  return !',[]{}#&*!|>\'"%@`'.includes(first);
}

function readDouble(cursor: Cursor, row: string, start: number): unknown {
  let end = row.indexOf('"', start + 1);
  while (end > 0 && isEscaped(row, end)) end = row.indexOf('"', end + 1);
  if (end < 0 || !isBlankFrom(row, end + 1)) return giveUp(cursor);
  const text = row.slice(start + 1, end);
  if (!text.includes('\\')) return text;
  try {
    // YAML has further escapes; those of JSON mean the same in both.
    return JSON.parse(row.slice(start, end + 1));
  } catch {
    return giveUp(cursor);
  }
}

function isEscaped(row: string, at: number): boolean {
  let slashes = 0;
  while (row[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

function readSingle(cursor: Cursor, row: string, start: number): unknown {
  let end = row.indexOf("'", start + 1);
  while (end > 0 && row[end + 1] === "'") end = row.indexOf("'", end + 2);
  if (end < 0 || !isBlankFrom(row, end + 1)) return giveUp(cursor);
  return row.slice(start + 1, end).replaceAll("''", "'");
}

/** A literal text (`|`, `|-`, `|+`), whose rows stand deeper than `col`. */
export function readLiteral(cursor: Cursor, row: string, start: number, col: number): unknown {
  const header = /^\|([-+]?)(?: +#.*| *)$/.exec(row.slice(start));
  const rows: string[] = [];
  let indent = 0;
  let blanks = 0;
  let at = cursor.row + 1;
  for (; at < cursor.rows.length; at++) {
    const content = cursor.rows[at] ?? '';
    const spaces = indentOf(content);
    if (spaces === content.length) {
      blanks = Math.max(blanks, spaces);
      rows.push('');
      continue;
    }
    if (indent === 0 && spaces > col) indent = spaces;
    if (indent === 0 || spaces < indent) break;
    rows.push(content.slice(indent));
  }
  // Blanks beyond the indentation belong to the text, or are a mistake.
  if (header === null || indent === 0 || blanks > indent) return giveUp(cursor);
  cursor.row = at - 1;
  advance(cursor);
  return chomped(rows, header[1]);
}

function chomped(rows: string[], chomping: string | undefined): string {
  let end = rows.length;
  while (rows[end - 1] === '') end--;
  const text = rows.slice(0, end).join('\n');
  if (chomping === '-') return text;
  return `${text}\n${chomping === '+' ? '\n'.repeat(rows.length - end) : ''}`;
}

function giveUp(cursor: Cursor): undefined {
  cursor.unsure = true;
  return undefined;
}
