import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { type Finding, githubReport, jsonReport, junitReport, sarifReport, textReport } from '../../src/findings';
import { checkDocuments, type FileDocument, rules } from '../../src/rules';
import { data, text } from '../../src/values';
import { readDocuments } from '../../src/yaml';
import { readBlock } from '../../src/yaml/block';
import { lineOf } from '../../src/yaml/lines';
import { readWhole } from '../../src/yaml/whole';
import { mutations, pick, type Random, random } from './mutations';

const root = join(__dirname, '../..');

/** Documents to begin with: of the corpus, and of the examples. */
export function startingTexts(): string[] {
  const corpus = gunzipSync(readFileSync(join(root, 'test/admission/corpus.jsonl.gz')))
    .toString()
    .trim()
    .split('\n');
  const examples = join(root, 'examples/golden');
  return [
    ...corpus.map((line) => stringify(JSON.parse(line).doc)),
    ...corpus.slice(0, 500).map((line) => `${JSON.stringify(JSON.parse(line).doc, null, 2)}\n`),
    ...readdirSync(examples, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => readFileSync(join(examples, file), 'utf8')),
  ];
}

export interface FuzzResult {
  /** How many documents came to which end. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** How often each mutation was made. */
  readonly made: ReadonlyMap<string, number>;
  /** Texts of which the quick reader and the whole one say different things, or that threw. */
  readonly wrong: readonly string[];
}

/** Checks as many mutated texts, of one to three mutations each. */
export function fuzz(count: number, seed: number, texts: readonly string[] = startingTexts()): FuzzResult {
  const next = random(seed);
  const outcomes = new Map<string, number>();
  const made = new Map<string, number>();
  const wrong: string[] = [];
  for (let done = 0; done < count; done++) {
    const mutated = mutate(pick(texts, next), next, made);
    try {
      for (const outcome of checkText(mutated)) add(outcomes, outcome);
      if (!readersAgree(mutated)) wrong.push(`the readers differ:\n${mutated}`);
    } catch (error) {
      wrong.push(`${error instanceof Error ? error.stack : error}\n${mutated}`);
    }
  }
  return { outcomes, made, wrong };
}

function mutate(start: string, next: Random, made: Map<string, number>): string {
  let mutated = start;
  for (let times = Math.floor(next() * 3); times >= 0; times--) {
    const name = pick(Object.keys(mutations), next);
    add(made, name);
    mutated = mutations[name]?.(mutated, next) ?? mutated;
  }
  return mutated;
}

function* checkText(input: string): Iterable<string> {
  const documents: FileDocument[] = [];
  for (const item of readDocuments(input)) {
    if ('fault' in item) {
      yield item.fault.rule;
      continue;
    }
    const doc = data(item.value);
    if (text(doc?.kind) === undefined || doc === undefined) {
      item.lines()('');
      yield 'no object';
    } else documents.push({ doc, output: 'fuzz.yaml', lines: item.lines });
  }
  const findings = checkDocuments(documents, rules);
  report(findings);
  const rows = input.split('\n').length;
  for (const { line } of findings)
    if (line === undefined || line < 1 || line > rows) throw new Error(`line ${line} of ${rows}`);
  for (const _ of documents) yield findings.length > 0 ? 'findings' : 'nothing found';
}

function report(findings: readonly Finding[]): void {
  const summary = { errors: 0, warnings: 0, acknowledged: 0, objects: 0, files: 1 };
  const given = { findings, checked: [], summary, version: '0' };
  for (const write of [jsonReport, sarifReport, junitReport, githubReport]) write(given);
  textReport(given, false);
}

/** Where the quick reader says something, the whole one says the same, of the lines too. */
function readersAgree(input: string): boolean {
  const quick = readBlock(input, 1, new Map());
  if (quick === undefined) return true;
  const whole = readWhole(input, 1, true);
  // Before it reads, the whole reader counts the brackets and dashes inside of texts too.
  if ('fault' in whole) return whole.fault.rule === 'yaml-depth';
  if (!isDeepStrictEqual(quick.value, whole.value)) return false;
  return [...places(quick.value)].every((field) => lineOf(quick, field, 1) === lineOf(whole, field, 1));
}

function* places(value: unknown, path = ''): Iterable<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const field = Array.isArray(value) ? `${path}[${key}]` : `${path}[${JSON.stringify(key)}]`;
    yield field;
    yield* places(item, field);
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
