import { indentOf } from './cursor';

/**
 * Whether a text may be nested deeper than `limit`, without reading it: by its open brackets and by its columns. Brackets
 * inside of texts count too, so the limit must be one that no honest document comes near.
 */
export function mayBeDeeper(text: string, limit: number): boolean {
  return brackets(text, limit) || columns(text, limit);
}

function brackets(text: string, limit: number): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at) | 0x20;
    // [ and { differ in this one bit, as ] and } do.
    if (code === 0x7b) open++;
    else if (code === 0x7d && open > 0) open--;
    if (open > limit) return true;
  }
  return false;
}

/** Every column that content begins at, from the left: dashes and question marks open one each. */
function columns(text: string, limit: number): boolean {
  const open: number[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const row = text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
    let col = indentOf(row);
    if (col === row.length) continue;
    while (open.length > 0 && (open.at(-1) ?? 0) >= col) open.pop();
    open.push(col);
    while ((row[col] === '-' || row[col] === '?' || row[col] === ':') && row[col + 1] === ' ') {
      col += 2;
      open.push(col);
      if (open.length > limit) return true;
    }
    if (open.length > limit) return true;
  }
  return false;
}
