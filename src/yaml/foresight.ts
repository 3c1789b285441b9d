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
    let col = blanksEnd(row, 0);
    if (col === row.length) continue;
    while (open.length > 0 && (open.at(-1) ?? 0) >= col) open.pop();
    open.push(col);
    while ((row[col] === '-' || row[col] === '?' || row[col] === ':') && isBlank(row, col + 1)) {
      col = blanksEnd(row, col + 1);
      open.push(col);
      if (open.length > limit) return true;
    }
    if (open.length > limit) return true;
  }
  return false;
}

function blanksEnd(row: string, start: number): number {
  let col = start;
  while (isBlank(row, col)) col++;
  return col;
}

function isBlank(row: string, at: number): boolean {
  return row[at] === ' ' || row[at] === '\t';
}

/** Whether more signs than that may each become a token of its own: a token takes up to a kilobyte, and some time. */
export function hasMoreMarks(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let count = 0;
  for (let at = 0; at < text.length; at++) if (isMark(text.charCodeAt(at))) count++;
  return count > limit;
}

/** A row end, or any sign but letters, digits, blanks and a few that stand inside of words. */
function isMark(code: number): boolean {
  if (code > 0x7e || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)) return false;
  return code === 0x0a || (code > 0x20 && !(code >= 0x2e && code <= 0x39));
}
