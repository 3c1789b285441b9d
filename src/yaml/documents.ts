import { readBlock } from './block';
import { LIMITS, type YamlFault, yamlFaults } from './fault';
import { readJson } from './json';
import { type Lines, type Located, lineOf } from './lines';
import { isJson, type Piece, split } from './split';
import { readWhole } from './whole';

/** An object that a text holds. */
export interface YamlDocument {
  readonly value: unknown;
  /**
   * Reads the document once more, for the lines of its fields: few documents need them. The line of the empty field is the
   * one that the object begins in.
   */
  lines(): (field: string) => number;
}

/** A document that cannot be read. */
export interface UnreadDocument {
  readonly fault: YamlFault;
  readonly line: number;
}

/**
 * Reads a text one document after the other, as kubectl does (`plainValue` says which YAML that is); the items of a List
 * count as documents. It never throws: what cannot be read, or would take the machine's memory, is a fault with its line.
 */
export function* readDocuments(text: string): Iterable<YamlDocument | UnreadDocument> {
  const control = CONTROL.exec(text);
  if (control !== null) {
    yield { fault: yamlFaults.characters, line: text.slice(0, control.index).split('\n').length };
    return;
  }
  for (const piece of split(text.startsWith('\ufeff') ? text.slice(1) : text)) {
    if (isTooLong(piece.text)) yield { fault: yamlFaults.size, line: piece.line };
    else yield* readPiece(piece);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

function isTooLong(text: string): boolean {
  // A character is three bytes at most, or two characters are four.
  return text.length > LIMITS.bytes / 3 && Buffer.byteLength(text) > LIMITS.bytes;
}

function* readPiece(piece: Piece): Iterable<YamlDocument | UnreadDocument> {
  const found = read(piece);
  if ('fault' in found) yield found;
  else if (found.value !== null) yield* objectsIn(found.value, () => locate(piece));
}

function read({ text, line }: Piece, lines?: Lines): Located | UnreadDocument {
  const json = isJson(text) ? readJson(text.replace(/^---/, '   '), line, lines) : undefined;
  return json ?? readBlock(text, line, lines) ?? readWhole(text, line, lines !== undefined);
}

function locate(piece: Piece): (field: string) => number {
  const located = read(piece, new Map());
  const { line } = piece;
  return 'fault' in located ? () => line : (field) => lineOf(located, field, firstRow(piece));
}

/** The first row that is neither blank, nor a comment, nor a mark. */
function firstRow({ text, line }: Piece): number {
  const rows = text.split('\n', 1000);
  const at = rows.findIndex((row) => !/^\s*(?:#.*)?$|^---\s*(?:#.*)?$|^%/.test(row));
  return line + Math.max(at, 0);
}

/** kubectl takes every kind that ends with List and has items for what its items are. */
function* objectsIn(value: unknown, lines: () => (field: string) => number): Iterable<YamlDocument> {
  const { apiVersion, kind, items } = (typeof value === 'object' && value !== null ? value : {}) as ListParts;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) {
    yield { value, lines };
    return;
  }
  let all: ((field: string) => number) | undefined;
  for (const [index, item] of items.entries()) {
    const itemLines = () => {
      all ??= lines();
      const found = all;
      return (field: string) => found(`items[${index}]${field === '' || field.startsWith('[') ? '' : '.'}${field}`);
    };
    yield* objectsIn(kind === 'List' ? item : typed(item, apiVersion, kind.slice(0, -4)), itemLines);
  }
}

interface ListParts {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly items?: unknown;
}

/** An API server leaves the kind out of the items of a list of one kind. */
function typed(item: unknown, apiVersion: unknown, kind: string): unknown {
  return typeof item === 'object' && item !== null && !('kind' in item) ? { apiVersion, kind, ...item } : item;
}
