import { type Document, LineCounter, parseDocument, type ScalarTag, type Tags } from 'yaml';
import { mayBeDeeper } from './depth';
import { LIMITS, syntaxFault, type YamlFault, yamlFaults } from './fault';
import type { Located } from './lines';
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

interface Read {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

function parse(text: string): Read {
  const lines = new LineCounter();
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
  return { document, lines };
}

/** Once more, where only the indentation of quoted texts may be what was wrong. */
function parseIndented(text: string, first: Read): Read {
  const indented = indentQuoted(text);
  const second = indented === text ? first : parse(indented);
  return second.document.errors.length === 0 ? second : first;
}

/** Reads all of YAML: anchors, merge keys, flow collections, texts of many rows, tags. */
export function readWhole(text: string, firstLine: number, located = false): Located | FaultAt {
  // The reader goes down a call a level; what comes after it may do so too.
  if (mayBeDeeper(text, 5 * LIMITS.depth)) return { fault: yamlFaults.depth, line: firstLine };
  const first = parse(text);
  const { document, lines } = first.document.errors.length === 0 ? first : parseIndented(text, first);
  const lineAt = (offset?: number) => firstLine + Math.max(lines.linePos(offset ?? 0).line, 1) - 1;
  const [error] = document.errors;
  if (error !== undefined) return { fault: syntaxFault(error.code, text), line: lineAt(error.pos[0]) };
  const sources = weigh(document);
  if ('fault' in sources) return { fault: sources.fault, line: lineAt(sources.offset) };
  try {
    const value: unknown = document.toJS({ maxAliasCount: -1 });
    return { value, lines: located ? linesOf(document.contents, value, sources, lineAt) : new Map() };
  } catch {
    // A merge key without a mapping.
    return { fault: yamlFaults.syntax, line: firstLine };
  }
}
