/** A document of a text, as it stands there. */
export interface Piece {
  readonly text: string;
  /** Line that it begins in, from 1. */
  readonly line: number;
}

/**
 * The documents of a text. A row that begins with `---` or `...` and a blank ends a document wherever it stands, in a
 * text of many rows too. JSON objects may follow each other without a mark, as `kubectl get -o json` and `jq` print them.
 */
export function* split(text: string): Iterable<Piece> {
  let line = 1;
  let directives = '';
  for (const piece of marked(text)) {
    const content = contentOf(piece);
    // Directives belong to the document that follows them.
    if (content === 'directives') directives += piece;
    if (content === 'document') {
      if (isJson(piece)) yield* jsonObjects(piece, line);
      else yield { text: directives + piece, line: line - rowEnds(directives) };
      directives = '';
    }
    line += rowEnds(piece);
  }
}

/** A JSON object, after a mark or not. What begins with two braces is a template. */
export function isJson(piece: string): boolean {
  return /^(?:---)?[ \t\r\n]*\{[ \t\r\n]*["}]/.test(piece);
}

function* marked(text: string): Iterable<string> {
  const mark = /(?:^|\n)(---|\.\.\.)(?=[ \t\r\n]|$)/g;
  let start = 0;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const at = match.index + match[0].length - 3;
    const end = match[1] === '---' ? at : rowEnd(text, at);
    if (end > start) yield text.slice(start, end);
    start = end;
    // The row end before the next mark has to be seen again.
    if (match[1] !== '---') mark.lastIndex = Math.max(end - 1, mark.lastIndex);
  }
  if (start < text.length) yield text.slice(start);
}

function rowEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function contentOf(piece: string): 'document' | 'directives' | 'nothing' {
  const idle = /(?:---|\.\.\.)?[ \t\r]*(?:#[^\n]*)?(?:\n|$)|%[^\n]*(?:\n|$)/y;
  let content: 'directives' | 'nothing' = 'nothing';
  for (let at = 0; at < piece.length; at = idle.lastIndex) {
    if (piece[at] === '%') content = 'directives';
    idle.lastIndex = at;
    if (!idle.test(piece)) return 'document';
  }
  return content;
}

/** No JSON text has a brace that closes right before one that opens, so this is no place inside of one. */
function* jsonObjects(piece: string, firstLine: number): Iterable<Piece> {
  const between = /\}[ \t]*\r?\n[ \t\r\n]*(?=\{)/g;
  let line = firstLine;
  let start = 0;
  for (let match = between.exec(piece); match !== null; match = between.exec(piece)) {
    const text = piece.slice(start, between.lastIndex);
    yield { text, line };
    line += rowEnds(text);
    start = between.lastIndex;
  }
  yield { text: piece.slice(start), line };
}

function rowEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
