import { expect, test } from 'vitest';
import { fuzz } from './fuzz-run';
import { mutations } from './mutations';

test('5,000 mutated documents: nothing throws, and the quick reader says what the whole one says', () => {
  const { outcomes, made, wrong } = fuzz(5000, 1);
  expect(wrong).toEqual([]);
  expect([...made.keys()].sort()).toEqual(Object.keys(mutations).sort());
  // Each way that reading can end has been gone.
  expect([...outcomes.keys()].sort()).toEqual([
    'findings',
    'no object',
    'nothing found',
    'yaml-aliases',
    'yaml-characters',
    'yaml-depth',
    'yaml-duplicate-key',
    'yaml-syntax',
  ]);
}, 240_000);
