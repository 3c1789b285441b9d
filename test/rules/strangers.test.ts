import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings';
import { manifests } from '../../src/manifest';
import { check, rules } from '../../src/rules';
import { type Data, data } from '../../src/values';
import { readDocuments } from '../../src/yaml';

/** A folder of manifests that others wrote. It is no part of the project, and nothing here needs it. */
const folder = process.env.STRANGERS;
if (folder === undefined) process.stderr.write('STRANGERS names no folder of manifests: none are checked\n');

describe.skipIf(folder === undefined)('manifests by strangers', () => {
  const files = folder === undefined ? [] : readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  const findings = files.flatMap((file) => findingsOf(file, documentsOf(join(folder ?? '', file))));

  test('are found as docs/ADMISSION.md counts and judges them', () => {
    const table = readFileSync(join(__dirname, '../../docs/ADMISSION.md'), 'utf8');
    const own = new Set(rules.map(({ id }) => id));
    const all = [...table.matchAll(/^\| `([a-z-]+)` \| (error|warning) \| (\d+) \|/gm)];
    const rows = all.filter(([, rule]) => own.has(rule ?? ''));
    const counts = new Map<string, number>();
    for (const { rule, severity } of findings) {
      counts.set(`${rule} ${severity}`, (counts.get(`${rule} ${severity}`) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(rows.map(([, rule, severity, count]) => [`${rule} ${severity}`, Number(count)])),
    );
  });

  test('are named with their place and what to write', () => {
    for (const { object, message, fix } of findings) expect([object, message, fix]).not.toContain('');
  });
});

/** Each file is an app of its own. */
function findingsOf(output: string, docs: readonly Data[]): readonly Finding[] {
  return check(manifests(docs.map((doc) => ({ doc, output }))), rules);
}

function documentsOf(path: string): readonly Data[] {
  return [...readDocuments(readFileSync(path, 'utf8'))].flatMap((item) => {
    const doc = 'value' in item ? data(item.value) : undefined;
    return doc === undefined ? [] : [doc];
  });
}
