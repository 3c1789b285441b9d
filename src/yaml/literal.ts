import { advance, type Cursor, giveUp, indentOf } from './cursor';

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
