import { parseDocument } from 'yaml';
import { readBlock } from './block';
import { LIMITS, syntaxFault } from './fault';
import { hasMoreMarks, mayBeDeeper } from './foresight';
import { asPyYaml, pyMeaning } from './py-yaml';

/** What a text says in YAML 1.1, as PyYAML and so cloud-init reads it; or, in words, why it says nothing. */
export type Parsed = { readonly value: unknown } | { readonly fault: string };

/** Far more than any document for a guest has, far less than a stack holds. */
const MAX_DEPTH = 500;

/** No word of the text itself stands in a fault or on stderr: it may hold a secret. */
export function parseYaml(text: string): Parsed {
  // Of a fleet's documents nearly all are of the simple kind, and there are two or three in each VM.
  const simple = readBlock(text, 1, undefined, pyMeaning);
  if (simple !== undefined) return { value: simple.value };
  if (hasMoreMarks(text, LIMITS.marks)) return { fault: 'too much of it' };
  // The reader goes down a call a level.
  if (mayBeDeeper(text, MAX_DEPTH)) return { fault: 'too deep nesting' };
  try {
    return parseWhole(text);
  } catch {
    return { fault: 'too deep nesting' };
  }
}

function parseWhole(text: string): Parsed {
  const document = parseDocument(text, {
    schema: 'yaml-1.1',
    merge: true,
    logLevel: 'error',
    customTags: asPyYaml,
  });
  const [error] = document.errors;
  if (error !== undefined) return { fault: `line ${error.linePos?.[0].line ?? 1}: ${syntaxFault(error.code).message}` };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return holdsItself(value) ? { fault: 'an alias to what it stands in' } : { value };
  } catch (thrown) {
    const tooMany = thrown instanceof Error && thrown.message.startsWith('Excessive');
    return { fault: tooMany ? 'too many aliases' : 'an alias without its anchor' };
  }
}

function holdsItself(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return above.includes(value) || Object.values(value).some((item) => holdsItself(item, [...above, value]));
}
