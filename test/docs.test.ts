import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acknowledgeable, ruleIds } from '../src/rules';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('docs/FINDINGS.md lists every rule, and says of each whether the cluster refuses it', () => {
  const rows = [...read('docs/FINDINGS.md').matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \|/gm)];
  expect(rows.map(([, id]) => id).sort()).toEqual([...ruleIds]);
  for (const [, id = '', severity = ''] of rows)
    expect([id, /refused/.test(severity)]).toEqual([id, !acknowledgeable(id)]);
});

test('docs/DEPENDENCIES.md names every package of package.json', () => {
  const { dependencies, devDependencies, peerDependencies } = JSON.parse(read('package.json'));
  const text = read('docs/DEPENDENCIES.md');
  for (const name of Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })) {
    expect(text, name).toMatch(new RegExp(`\\| [^|]*(?<![\\w-])${name}(?![\\w-])`));
  }
});

test('the program of the README is that of examples/seed', () => {
  const [, program] = read('README.md').match(/```ts\n(import[\s\S]*?)```/) ?? [];
  expect(program).toBe(read('examples/seed/main.ts'));
});
