// npm run fuzz -- 100000 [SEED]: prints how many documents came to which end; fails where one threw.
import { fuzz } from './fuzz-run';

const [count = '100000', seed = '1'] = process.argv.slice(2);
const { outcomes, made, wrong } = fuzz(Number(count), Number(seed));

process.stdout.write(`${made.size} mutations: ${table(made)}\n\ndocuments: ${table(outcomes)}\n\n`);
for (const text of wrong.slice(0, 5)) process.stdout.write(`${text}\n\n`);
process.stdout.write(`${Number(count)} texts, ${wrong.length} wrong\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;

function table(counts: ReadonlyMap<string, number>): string {
  const rows = [...counts].sort(([, one], [, other]) => other - one);
  return rows.map(([name, times]) => `\n  ${String(times).padStart(8)}  ${name}`).join('');
}
