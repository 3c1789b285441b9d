import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { at, list, text } from '../values';
import { readDocuments } from '../yaml';

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The files that the kustomization of a folder lists as patches: parts of objects, which no API server ever sees. */
export function patchesOf(folder: string, names: readonly string[]): readonly string[] {
  const name = KUSTOMIZATIONS.find((item) => names.includes(item));
  return name === undefined ? [] : listed(join(folder, name)).flatMap((path) => existing(join(folder, path)));
}

function listed(file: string): readonly string[] {
  try {
    return [...readDocuments(readFileSync(file, 'utf8'))].flatMap((item) => {
      if (!('value' in item)) return [];
      const { value } = item;
      const patches = [...list(at(value, 'patches')), ...list(at(value, 'patchesJson6902'))];
      const paths = [...patches.map((patch) => at(patch, 'path')), ...list(at(value, 'patchesStrategicMerge'))];
      // A patch may also stand there itself, over several rows.
      return paths.flatMap((path) => text(path) ?? []).filter((path) => !path.includes('\n'));
    });
  } catch {
    return [];
  }
}

function existing(path: string): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}
