/** A key or a dash before it, and a quote that opens a text. */
const OPENING = /^( *)((?:- +)*)(?:[^\s'"#&*!|>{[][^'"]*?: +)?(['"])/;

/**
 * The text with quoted texts of many rows indented below their keys, as YAML wants it and its readers in Go and Python do
 * not: `config: '{` … `}'` with the brace below the key is a common way to write a NAD. Blanks at the beginning of such rows
 * mean nothing, so that no value changes, and no row moves.
 */
export function indentQuoted(text: string): string {
  const rows = text.split('\n');
  for (let i = 0; i < rows.length; i++) {
    const opening = OPENING.exec(rows[i] ?? '');
    if (opening === null) continue;
    const [start, indent = '', dashes = '', quote = ''] = opening;
    let from = start.length;
    while (!closes(rows[i] ?? '', from, quote) && i + 1 < rows.length) {
      i++;
      from = 0;
      const row = rows[i] ?? '';
      if (row.trim() !== '') rows[i] = `${indent}${' '.repeat(dashes.length + 1)}${row}`;
    }
  }
  return rows.join('\n');
}

/** Whether a text that is open at `from` ends in this row. */
function closes(row: string, from: number, quote: string): boolean {
  for (let i = from; i < row.length; i++) {
    if (quote === '"' && row[i] === '\\') i++;
    else if (row[i] === quote) {
      if (quote === '"' || row[i + 1] !== quote) return true;
      i++;
    }
  }
  return false;
}
