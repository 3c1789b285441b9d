import type { Lines } from './lines';

/** Where the reader stands: at the column of the next content of a row. At the end the column is -1. */
export interface Cursor {
  readonly rows: readonly string[];
  row: number;
  col: number;
  depth: number;
  /** Something that this reader leaves to the whole one. */
  unsure: boolean;
  readonly firstLine: number;
  readonly lines?: Lines;
  /** What a scalar without quotes means; UNSURE where the whole reader has to say. */
  readonly meaning: (text: string) => unknown;
}

export const UNSURE = Symbol('unsure');

/** Goes to the next row that has content. */
export function advance(cursor: Cursor): void {
  for (cursor.row++; cursor.row < cursor.rows.length; cursor.row++) {
    const row = cursor.rows[cursor.row] ?? '';
    const col = indentOf(row);
    if (col === row.length || row[col] === '#') continue;
    if (col === 0 && /^(?:---|\.\.\.|%)/.test(row)) break;
    cursor.col = col;
    return;
  }
  if (cursor.row < cursor.rows.length) cursor.unsure = true;
  cursor.col = -1;
}

export function indentOf(row: string): number {
  let col = 0;
  while (row.charCodeAt(col) === 0x20) col++;
  return col;
}

/** A dash that begins an item of a list. */
export function isDash(row: string, col: number): boolean {
  return row[col] === '-' && (col + 1 === row.length || row[col + 1] === ' ');
}

/** Leaves the text to the whole reader. */
export function giveUp(cursor: Cursor): undefined {
  cursor.unsure = true;
  return undefined;
}
