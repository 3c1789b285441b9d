import { type Lines, type Located, note } from './lines';

/** Where the scan stands in one object or array. */
interface Frame {
  readonly container: object;
  readonly isList: boolean;
  key: string | number;
  keys: number;
}

const MAX_DEPTH = 100;

/**
 * JSON as kubectl prints it; undefined for a text that is none, that goes deeper than any object does, or that has a key
 * twice, of which JSON.parse would keep the last without a word.
 */
export function readJson(text: string, firstLine: number, lines?: Lines): Located | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isOnceEach(text, value, firstLine, lines) ? { value, lines: lines ?? new Map() } : undefined;
  } catch {
    return undefined;
  }
}

/** Walks the text and its value side by side. */
function isOnceEach(text: string, value: unknown, firstLine: number, lines: Lines | undefined): boolean {
  const stack: Frame[] = [];
  let line = firstLine;
  for (let at = 0; at < text.length; at++) {
    const frame = stack.at(-1);
    const sign = text[at];
    if (sign === '\n') line++;
    else if (sign === '"') {
      const end = stringEnd(text, at);
      if (frame && !frame.isList && frame.key === '') frame.key = keyAt(text, at, end, frame, line, lines);
      at = end;
    } else if (sign === ',' && frame) {
      frame.key = typeof frame.key === 'number' ? frame.key + 1 : '';
    } else if (sign === '{' || sign === '[') {
      const container: unknown = frame ? Reflect.get(frame.container, ownKey(frame)) : value;
      if (typeof container !== 'object' || container === null || stack.length === MAX_DEPTH) return false;
      if (frame?.isList && lines) note(lines, frame.container, frame.key, line);
      stack.push({ container, isList: sign === '[', key: sign === '[' ? 0 : '', keys: 0 });
    } else if (sign === '}' || sign === ']') {
      if (frame && !frame.isList && frame.keys !== Object.keys(frame.container).length) return false;
      stack.pop();
    }
  }
  return true;
}

/** An empty key stands as one blank while its value is read: nothing written means that the key is still to come. */
function ownKey({ container, key }: Frame): string | number {
  return key === ' ' && !Object.hasOwn(container, key) ? '' : key;
}

function keyAt(text: string, start: number, end: number, frame: Frame, line: number, lines: Lines | undefined): string {
  const key = text.slice(start + 1, end);
  const plain: string = key.includes('\\') ? JSON.parse(text.slice(start, end + 1)) : key;
  frame.keys++;
  if (lines) note(lines, frame.container, plain, line);
  return plain === '' ? ' ' : plain;
}

function stringEnd(text: string, start: number): number {
  let end = start;
  do end = text.indexOf('"', end + 1);
  while (end > 0 && isEscaped(text, end));
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}
