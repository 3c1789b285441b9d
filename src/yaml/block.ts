import { advance, type Cursor, indentOf, isDash } from './cursor';
import { type Lines, type Located, note } from './lines';
import { readLiteral } from './literal';
import { plainValue } from './plain-value';
import { isBlankFrom, readScalar } from './scalar';

const MAX_DEPTH = 100;

/**
 * A key in plain characters or simple quotes, its colon, and the blanks up to its value. What a server exports has `f:name`
 * and `.` among its managed fields.
 */
const KEY = /(?:((?:f:)?[A-Za-z_/.][\w./-]*)|"([^"\\]*)"|'([^']*)'):(?: +|$)/y;

/**
 * Reads the YAML that programs write: block mappings and lists, scalars, literal texts, and nothing with a
 * meaning of its own as anchors or tags have. It takes a tenth of the time and memory of a whole reader. Of anything
 * else, and of every mistake, it says nothing: the whole reader has the word then.
 */
export function readBlock(
  text: string,
  firstLine: number,
  lines?: Lines,
  meaning: Cursor['meaning'] = plainValue,
): Located | undefined {
  if (/[\t\r]/.test(text)) return undefined;
  const rows = text.split('\n');
  // Blanks behind the last row end may belong to a text.
  const last = rows.pop() ?? '';
  if (last !== '') {
    if (indentOf(last) === last.length) return undefined;
    rows.push(last);
  }
  const cursor: Cursor = { rows, row: -1, col: -1, depth: 0, unsure: false, firstLine, lines, meaning };
  // The marker may have a comment after it.
  if (/^---(?: +#.*| *)$/.test(rows[0] ?? '')) cursor.row = 0;
  advance(cursor);
  if (cursor.col < 0) return undefined;
  const value = readNode(cursor);
  if (cursor.unsure || cursor.col >= 0) return undefined;
  return { value, lines: lines ?? new Map() };
}

function readNode(cursor: Cursor): unknown {
  const row = cursor.rows[cursor.row] ?? '';
  if (isDash(row, cursor.col)) return readList(cursor);
  return readMapping(cursor);
}

function readMapping(cursor: Cursor): unknown {
  const value: Record<string, unknown> = {};
  const { col } = cursor;
  if (++cursor.depth > MAX_DEPTH) cursor.unsure = true;
  while (!cursor.unsure && cursor.col === col) {
    KEY.lastIndex = col;
    const match = KEY.exec(cursor.rows[cursor.row] ?? '');
    const key = match?.[1] ?? match?.[2] ?? match?.[3];
    if (match === null || key === undefined || !isOwnKey(cursor, value, key, match[1])) {
      cursor.unsure = true;
      break;
    }
    if (cursor.lines) note(cursor.lines, value, key, cursor.firstLine + cursor.row);
    value[key] = readValue(cursor, KEY.lastIndex, col, true);
  }
  if (cursor.col > col) cursor.unsure = true;
  cursor.depth--;
  return value;
}

/** A key that is new in its mapping, and a text. */
function isOwnKey({ meaning }: Cursor, value: object, key: string, plain: string | undefined): boolean {
  return key !== '__proto__' && !Object.hasOwn(value, key) && (plain === undefined || meaning(plain) === plain);
}

function readList(cursor: Cursor): unknown {
  const values: unknown[] = [];
  const { col } = cursor;
  if (++cursor.depth > MAX_DEPTH) cursor.unsure = true;
  while (!cursor.unsure && cursor.col === col) {
    const row = cursor.rows[cursor.row] ?? '';
    if (!isDash(row, col)) break;
    const place = values.length;
    if (cursor.lines) note(cursor.lines, values, place, cursor.firstLine + itemRow(cursor, row, col));
    values.push(readItem(cursor, row, col));
  }
  if (cursor.col > col) cursor.unsure = true;
  cursor.depth--;
  return values;
}

/** The row that an item begins in: below its dash where nothing stands beside that. */
function itemRow({ rows, row: dashRow }: Cursor, row: string, col: number): number {
  if (!isBlankFrom(row, col + 1)) return dashRow;
  let at = dashRow + 1;
  while (at < rows.length && isBlankFrom(rows[at] ?? '', 0)) at++;
  return at < rows.length && indentOf(rows[at] ?? '') > col ? at : dashRow;
}

function readItem(cursor: Cursor, row: string, col: number): unknown {
  let start = col + 1;
  while (row.charCodeAt(start) === 0x20) start++;
  KEY.lastIndex = start;
  if (!isDash(row, start) && !KEY.test(row)) return readValue(cursor, start, col, false);
  cursor.col = start;
  return readNode(cursor);
}

/** What stands from `start` on in this row, or below it, deeper than `col`. */
function readValue(cursor: Cursor, start: number, col: number, inMapping: boolean): unknown {
  const row = cursor.rows[cursor.row] ?? '';
  if (row[start] === '|') return readLiteral(cursor, row, start, col);
  if (!isBlankFrom(row, start)) {
    const value = readScalar(cursor, row, start, col);
    advance(cursor);
    return value;
  }
  advance(cursor);
  const nested = cursor.col > col || (inMapping && cursor.col === col && isDash(cursor.rows[cursor.row] ?? '', col));
  return nested ? readNode(cursor) : null;
}
