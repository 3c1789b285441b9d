import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
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
export function inputs(paths: readonly string[]): readonly Input[] {
  const seen = new Set<string>();
  return paths.flatMap((path) => (path === '-' ? [{ name: '-', found: false }] : [...walk(path, false, seen)]));
}

function* walk(path: string, found: boolean, seen: Set<string>): Iterable<Input> {
  const stats = statsOf(path);
  const real = realOf(path);
  // A link may lead back up.
  if (seen.has(real)) return;
  seen.add(real);
  if (!stats.isDirectory()) {
    if (!found || (stats.isFile() && /\.(ya?ml|json)$/i.test(path))) yield { name: shown(path), found, stats };
    return;
  }
  for (const name of listing(path)) {
    if (!name.startsWith('.') && name !== 'node_modules') yield* walk(join(path, name), true, seen);
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
