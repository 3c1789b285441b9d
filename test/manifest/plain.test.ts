import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(__dirname, '../..');

test('Spellings lists exactly the fields that the imported types spell in another way', () => {
  const imports = readdirSync(join(root, 'imports')).filter((file) => file.endsWith('.ts'));
  expect(imports).not.toEqual([]);
  const different = new Map<string, string>();
  for (const file of imports) {
    const source = readFileSync(join(root, 'imports', file), 'utf8');
    for (const [, json = '', ts = ''] of source.matchAll(/^\s*'([^']+)':.*?\bobj\.(\w+)/gm)) {
      if (json !== ts) different.set(ts, json);
    }
  }
  const plain = readFileSync(join(root, 'src/manifest/plain.ts'), 'utf8');
  const [body = ''] = /(?<=interface Spellings \{)[^}]*/.exec(plain) ?? [];
  const listed = new Map([...body.matchAll(/^\s*(\w+): '([^']+)';/gm)].map(([, ts = '', json = '']) => [ts, json]));
  expect(listed.size).toBeGreaterThan(0);
  expect(Object.fromEntries([...listed].sort())).toEqual(Object.fromEntries([...different].sort()));
});
