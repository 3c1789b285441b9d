import { expect, test } from 'vitest';
import { beside, type Comparison, compare, corpusCluster, readCorpus } from './corpus';

const cluster = corpusCluster();
const compared = readCorpus()
  .filter(({ schema }) => schema === 'ok')
  .map((record) => compare(record, cluster));

const id = ({ record, faults }: Comparison) =>
  `${record.id}: ${record.causes.map(({ field }) => field).join(' ')} <> ${faults.map(({ rule }) => rule).join(' ')}`;

/** At least this share of them, and the rest by name. */
function share(of: readonly Comparison[], good: (one: Comparison) => boolean, least: number): void {
  const bad = of.filter((one) => !good(one)).map(id);
  expect({ bad, share: of.length - bad.length >= least * of.length }).toEqual({ bad, share: true });
}

test('nothing that KubeVirt takes is refused', () => {
  expect(compared.filter(({ record, agrees }) => record.allowed && !agrees).map(id)).toEqual([]);
});

test.each(['vm', 'vmi', 'self'])('what KubeVirt refuses at stage %s is refused', (stage) => {
  share(
    compared.filter(({ record }) => record.stage === stage),
    ({ agrees }) => agrees,
    0.995,
  );
});

test('a field that KubeVirt names is among ours', () => {
  share(
    compared.filter(({ fieldMet }) => fieldMet !== undefined),
    ({ fieldMet }) => fieldMet === true,
    0.97,
  );
});

test('no rule speaks of a field that KubeVirt is silent about', () => {
  expect(compared.flatMap((one) => beside(one).map(({ rule }) => `${one.record.id}: ${rule}`))).toEqual([]);
});
