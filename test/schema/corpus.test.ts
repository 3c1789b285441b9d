import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { schemaFaults } from '../../src/schema';

interface Labelled {
  readonly id: string;
  readonly doc: unknown;
  readonly schema: 'ok' | 'bad';
  readonly schemaFields: readonly string[];
}

const records: readonly Labelled[] = gunzipSync(readFileSync(join(__dirname, '../admission/corpus.jsonl.gz')))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const verdicts = records.map((record) => ({ ...record, faults: schemaFaults(record.doc) }));

test('the verdict on each labelled document is that of an API server', () => {
  const wrong = verdicts.filter(({ schema, faults }) => (schema === 'bad') !== faults.length > 0);
  expect(wrong.map(({ id, faults }) => ({ id, faults }))).toEqual([]);
});

test('the fields are those that the server named', () => {
  const differ = verdicts.flatMap(({ id, schema, schemaFields, faults }) => {
    const fields = [...new Set(faults.map(({ field }) => field))].sort();
    return schema === 'ok' || JSON.stringify(fields) === JSON.stringify(schemaFields) ? [] : [{ id, fields }];
  });
  // A server that cannot decode metadata says no more than that.
  expect(differ).toEqual([{ id: 'vmi-00015', fields: ['metadata.labels.ok'] }]);
});
