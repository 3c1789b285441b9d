import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { patchesOf } from './patches';
import { UsageError } from './usage';

/** A file to read. */
export interface Input {
  /** As findings name it; `-` is the standard input. */
  readonly name: string;
  /** Found in a folder, and so perhaps no object of a cluster at all. */
  readonly found: boolean;
  readonly stats?: Stats;
}

/** The files that paths name: folders are walked, in the order of their names, but for hidden ones and node_modules. */
export function inputs(paths: readonly string[], onError?: (error: UsageError) => void): readonly Input[] {
  const walked: Walked = { seen: new Set(), onError };
  return paths.flatMap((path) => (path === '-' ? [{ name: '-', found: false }] : [...walk(path, false, walked)]));
}

interface Walked {
  readonly seen: Set<string>;
  /** Told what cannot be read; without it that is thrown. */
  readonly onError?: (error: UsageError) => void;
}

function* walk(path: string, found: boolean, walked: Walked): Iterable<Input> {
  try {
    yield* enter(path, found, walked);
  } catch (error) {
    if (walked.onError === undefined || !(error instanceof UsageError)) throw error;
    walked.onError(error);
  }
}

function* enter(path: string, found: boolean, walked: Walked): Iterable<Input> {
  const { seen } = walked;
  const stats = statsOf(path);
  const real = realOf(path);
  // A link may lead back up.
  if (seen.has(real)) return;
  seen.add(real);
  if (!stats.isDirectory()) {
    if (!found || (stats.isFile() && /\.(ya?ml|json)$/i.test(path))) yield { name: shown(path), found, stats };
    return;
  }
  const names = listing(path);
  const isChart = names.includes('Chart.yaml');
  for (const patch of patchesOf(path, names)) seen.add(patch);
  for (const name of names) {
    if (name.startsWith('.') || name === 'node_modules' || (isChart && name === 'templates')) continue;
    yield* walk(join(path, name), true, walked);
  }
}

function shown(path: string): string {
  return normalize(path).replaceAll('\\', '/');
}

function statsOf(path: string): Stats {
  return attempt(path, () => statSync(path));
}

function realOf(path: string): string {
  return attempt(path, () => realpathSync(path));
}

function listing(path: string): readonly string[] {
  return attempt(path, () => readdirSync(path)).sort((one, other) => (one < other ? -1 : 1));
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new UsageError(`${path}: ${REASONS[code] ?? `it cannot be read (${code})`}`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'it may not be read by this user',
  ELOOP: 'its links lead to each other',
};
