import { LineCounter, parseDocument, type ScalarTag, type Tags } from 'yaml';
import { LIMITS, orTemplate, syntaxFault, type YamlFault, yamlFaults } from './fault';
import { hasMoreMarks, mayBeDeeper } from './foresight';
import type { Located } from './lines';
import { moveRow } from './move';
import { linesOf, weigh } from './nodes';
import { plainValue } from './plain-value';
import { indentQuoted } from './quoted';

export interface FaultAt {
  readonly fault: YamlFault;
  readonly line: number;
}

/** Plain scalars mean what `plainValue` says, and explicit tags are taken at their word. */
const scalarTag = (name: string, test?: RegExp): ScalarTag => ({
  tag: `tag:yaml.org,2002:${name}`,
  default: test !== undefined,
  test,
  resolve: name === 'timestamp' || name === 'binary' ? (text) => text : plainValue,
});

const TAGS: Tags = [
  scalarTag('null', /^[-+.0-9yYnNtTfFoO~]|^$/),
  ...['bool', 'int', 'float', 'timestamp', 'binary'].map((name) => scalarTag(name)),
];

const asGoYaml = (tags: Tags): Tags => [...tags.filter((tag) => typeof tag !== 'string' && !('test' in tag)), ...TAGS];

/** Reads all of YAML: anchors, merge keys, flow collections, folded texts, tags. */
export function readWhole(text: string, firstLine: number, located = false): Located | FaultAt {
  if (hasMoreMarks(text, LIMITS.marks)) return { fault: yamlFaults.marks, line: firstLine };
  // The reader goes down a call a level; what comes after it may do so too.
  if (mayBeDeeper(text, 5 * LIMITS.depth)) return { fault: yamlFaults.depth, line: firstLine };
  try {
    const found = readIndented(text, firstLine, located);
    return 'fault' in found ? { ...found, fault: orTemplate(found.fault, text, found.line - firstLine + 1) } : found;
  } catch (thrown) {
    // Else a merge key without a mapping.
    return { fault: thrown instanceof RangeError ? yamlFaults.depth : yamlFaults.syntax, line: firstLine };
  }
}

/** Once more, where only the indentation of quoted texts may be what is wrong. */
function readIndented(text: string, firstLine: number, located: boolean): Located | FaultAt {
  const found = readDocument(text, firstLine, located);
  const indented = 'fault' in found ? indentQuoted(text) : text;
  if (indented === text) return found;
  const second = readDocument(indented, firstLine, located);
  return 'fault' in second ? found : second;
}

/** `budget`: how many characters more may be read, as a text is read again for each row that may have to be moved. */
function readDocument(text: string, firstLine: number, located: boolean, budget = 1_000_000): Located | FaultAt {
  const lines = new LineCounter();
  const last = text.trimEnd().length - 1;
  // What is missing at the end is missing in the last row that has content.
  const lineAt = (offset = 0) => firstLine + Math.max(lines.linePos(Math.min(offset, last)).line, 1) - 1;
  const document = parseDocument(text, {
    schema: 'core',
    customTags: asGoYaml,
    merge: true,
    // It compares each key with all before it: of many keys that takes minutes. `weigh` looks for them.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const moved = budget > text.length ? moveRow(text, error) : undefined;
    const again = moved && readDocument(moved, firstLine, located, budget - moved.length);
    // The first mistake is told, unless moving rows has left none of its kind.
    if (again && !('fault' in again && again.fault.rule === 'yaml-syntax')) return again;
    return { fault: syntaxFault(error.code), line: lineAt(error.pos[0]) };
  }
  const sources = weigh(document);
  if ('fault' in sources) return { fault: sources.fault, line: lineAt(sources.offset) };
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  return { value, lines: located ? linesOf(document.contents, value, sources, lineAt) : new Map() };
}
