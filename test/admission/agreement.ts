import { type Comparison, compare, corpusCluster, readCorpus } from './corpus';

/** `npx tsx test/admission/agreement.ts [corpus.jsonl.gz [context.yaml]]`: how far we agree with KubeVirt, as tables. */
const [corpus, context] = process.argv.slice(2);
const cluster = corpusCluster(context);
const compared = readCorpus(corpus)
  .filter(({ schema }) => schema === 'ok')
  .map((record) => compare(record, cluster));

const print = (cells: readonly (string | number)[]) => process.stdout.write(`${cells.join('\t')}\n`);

function group(key: (one: Comparison) => readonly string[]): [string, Comparison[]][] {
  const groups = new Map<string, Comparison[]>();
  for (const one of compared) for (const name of key(one)) groups.set(name, [...(groups.get(name) ?? []), one]);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

print(['stage', 'documents', 'same verdict', 'field to meet', 'met']);
for (const [stage, all] of group(({ record }) => [record.stage || 'accepted'])) {
  const named = all.filter(({ fieldMet }) => fieldMet !== undefined);
  const met = named.filter(({ fieldMet }) => fieldMet);
  print([stage, all.length, all.filter(({ agrees }) => agrees).length, named.length, met.length]);
}

print(['\nrule', 'we refuse', 'KubeVirt too', 'field met']);
for (const [rule, all] of group(({ faults }) => [...new Set(faults.map((fault) => fault.rule))])) {
  print([rule, all.length, all.filter(({ agrees }) => agrees).length, all.filter(({ fieldMet }) => fieldMet).length]);
}

print(['\nunlike', 'KubeVirt', 'we']);
for (const { record, faults } of compared.filter(({ agrees, fieldMet }) => !agrees || fieldMet === false)) {
  const causes = record.causes.map(({ field, type }) => `${type} ${field}`);
  print([record.id, causes.join(', '), faults.map(({ rule, field }) => `${rule} ${field}`).join(', ')]);
}
