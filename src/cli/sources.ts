import { type Finding, FindingSeverity } from '../findings';
import type { FileDocument } from '../rules';
import { type Data, data, text } from '../values';
import { type UnreadDocument, type YamlDocument, type YamlFault, yamlFaults } from '../yaml';
import { type Input, inputs } from './inputs';
import { startProgress } from './progress';
import { readInput } from './read';
import { UsageError } from './usage';

/** What one file holds. */
export interface Source {
  readonly documents: readonly FileDocument[];
  /** What in it cannot be read, or is no object. */
  readonly faults: readonly Finding[];
  /** Something could not be read, so nobody has checked it. */
  readonly unread: boolean;
}

const noObject: YamlFault = {
  rule: 'no-object',
  message: 'the document is no Kubernetes object: it has no apiVersion and kind',
  fix: 'write apiVersion and kind, or leave the file out',
};

/** Whoever gives a file like that has given the wrong one. */
const MAX_FAULTS = 1000;

const tooMany: YamlFault = {
  rule: 'yaml-syntax',
  message: `more than ${MAX_FAULTS} documents of the file cannot be read: the rest of it is left out`,
  fix: 'correct the first ones, or give another file',
};

/** Reads the files that paths name, one after the other; what cannot be opened is told to `unreadable`, else thrown. */
export async function* readSources(
  paths: readonly string[],
  unreadable?: (error: UsageError) => void,
): AsyncIterable<Source> {
  const files = inputs(paths, unreadable);
  const progress = startProgress(files.length);
  try {
    for (const input of files) {
      progress.step();
      const source = await readOne(input, unreadable);
      if (source !== undefined) yield source;
    }
  } finally {
    progress.end();
  }
}

async function readOne(input: Input, unreadable?: (error: UsageError) => void): Promise<Source | undefined> {
  try {
    return readSource(input, await readInput(input));
  } catch (error) {
    if (unreadable === undefined || !(error instanceof UsageError)) throw error;
    unreadable(error);
    return undefined;
  }
}

function readSource(input: Input, items: Iterable<YamlDocument | UnreadDocument>): Source {
  const documents: FileDocument[] = [];
  const faults: Finding[] = [];
  let unread = false;
  for (const item of items) {
    if (faults.length === MAX_FAULTS) {
      unread = true;
      faults.push(faultFinding(input, tooMany, faults.at(-1)?.line ?? 1));
      break;
    }
    if ('fault' in item) {
      unread = true;
      // One word about a template is enough.
      if (
        item.fault.message === yamlFaults.template.message &&
        faults.some(({ message }) => message === item.fault.message)
      )
        continue;
      faults.push(faultFinding(input, item.fault, item.line));
      continue;
    }
    const doc = objectOf(item.value);
    if (doc !== undefined) documents.push({ doc, output: input.name, lines: item.lines });
    // A folder of a chart or an overlay holds values and patches too.
    else if (!input.found) faults.push(faultFinding(input, noObject, item.lines()('')));
  }
  return { documents, faults, unread };
}

function objectOf(value: unknown): Data | undefined {
  const doc = data(value);
  return text(doc?.apiVersion) !== undefined && text(doc?.kind) !== undefined ? doc : undefined;
}

function faultFinding({ name }: Input, { rule, message, fix }: YamlFault, line: number): Finding {
  return { rule, severity: FindingSeverity.ERROR, object: '', field: '', message, fix, file: name, line };
}
