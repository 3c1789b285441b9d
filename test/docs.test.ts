import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultRules } from '../src/model';
import { rules } from '../src/rules';
import { rulesDocument } from './rules-document';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test("docs/FINDINGS.md lists every rule that is not the cluster's own", () => {
  const rows = [...read('docs/FINDINGS.md').matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \|/gm)].map(([, id]) => id);
  const own = new Set([...rules.map(({ id }) => id), ...Object.keys(faultRules)]);
  expect([...rows].sort()).toEqual([...own].sort());
});

test('docs/RULES.md is what the cases of the tests make', () => {
  expect(read('docs/RULES.md')).toBe(rulesDocument());
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
