import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/**
 * The rooms of src/, from what a user touches first down to the values: a room imports only rooms of its list, and
 * packages. `(types)` allows types alone. A change of this table is a decision.
 */
const rooms: Record<string, string[]> = {
  constructs: [
    'rules',
    'manifest',
    'cloud-init',
    'resolve',
    'model',
    'findings',
    'values',
    'imports',
    'npm cdk8s',
    'npm constructs',
  ],
  cli: [
    'rules',
    'admission',
    'schema',
    'manifest',
    'yaml',
    'findings',
    'values',
    'node:buffer',
    'node:fs',
    'node:path',
    'node:util',
    'node:v8',
  ],
  rules: ['admission', 'schema', 'manifest', 'cloud-init', 'networks', 'model', 'findings', 'values'],
  admission: ['schema', 'manifest', 'findings', 'values'],
  schema: ['findings', 'values'],
  manifest: ['cloud-init', 'networks', 'model', 'findings', 'values', 'imports (types)'],
  'cloud-init': ['model', 'yaml', 'values'],
  resolve: ['networks', 'model', 'values'],
  networks: ['model', 'values'],
  model: ['npm cdk8s (types)', 'npm constructs (types)'],
  yaml: ['npm yaml'],
  findings: ['npm sarif (types)'],
  values: ['npm ipaddr.js', 'node:crypto'],
};

/** Files beside the rooms. */
const doors: Record<string, string[]> = {
  'api.ts': ['constructs', 'findings'],
  'index.ts': ['api', 'constructs', 'findings', 'model', 'plugin'],
  'plugin.ts': ['rules', 'yaml', 'findings', 'values', 'node:fs'],
};

const src = join(__dirname, '../src');

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typesOnly: boolean;
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(src, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  return source.statements.flatMap((statement): Import[] => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    return [{ file, from: statement.moduleSpecifier.text, typesOnly: typesOnly(statement) }];
  });
}

function typesOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  const named = clause.namedBindings;
  const all = named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword || (clause.name === undefined && all === true);
}

const order = Object.keys(rooms);
const folders = readdirSync(src, { withFileTypes: true });
const files = folders.flatMap((entry) =>
  entry.isDirectory() ? readdirSync(join(src, entry.name)).map((file) => `${entry.name}/${file}`) : [entry.name],
);

/** What an import names, in the words of the table; undefined where it stays in its room. */
function target({ from }: Import): string | undefined {
  if (from.startsWith('./')) return undefined;
  if (from.startsWith('../../imports/')) return 'imports';
  if (from.startsWith('../')) return from.slice(3);
  return from.startsWith('node:') ? from : `npm ${from}`;
}

describe('the rooms of src', () => {
  test('are the folders of the table, one level deep', () => {
    const found = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect([...found].sort()).toEqual([...order].sort());
    expect(files.filter((file) => !file.endsWith('.ts'))).toEqual([]);
    expect(folders.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(Object.keys(doors));
  });

  test('have one door each', () => {
    for (const room of order) expect(files).toContain(`${room}/index.ts`);
  });

  test('import by the door of a room below, as the table says', () => {
    const wrong = files
      .flatMap((file) => importsOf(file))
      .flatMap((item) => {
        const [room] = item.file.split('/');
        const goal = item.file in doors ? item.from.replace('./', '') : target(item);
        if (goal === undefined) return [];
        const allowed = doors[item.file] ?? rooms[room ?? ''] ?? [];
        const fits = allowed.includes(goal) || (item.typesOnly && allowed.includes(`${goal} (types)`));
        return fits ? [] : [`${item.file}: ${item.from}`];
      });
    expect(wrong).toEqual([]);
  });

  test('stand in one order: the table lets nobody import upwards', () => {
    const upwards = Object.entries(rooms).flatMap(([room, list]) =>
      list
        .filter((name) => order.includes(name) && order.indexOf(name) <= order.indexOf(room))
        .map((name) => `${room} → ${name}`),
    );
    expect(upwards).toEqual([]);
  });

  test('hold no file over 300 lines', () => {
    const long = files.filter((file) => readFileSync(join(src, file), 'utf8').split('\n').length > 300);
    expect(long).toEqual([]);
  });

  test('export by name: `export *` would drag internals into the public API', () => {
    expect(files.filter((file) => /^export \*/m.test(readFileSync(join(src, file), 'utf8')))).toEqual([]);
  });
});
