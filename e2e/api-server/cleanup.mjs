import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs `work` with a function `later`, and at its end, or when this process is told to end before that, what was handed to
 * `later`, the last first. Nothing of it may wait: at the exit of a process there is no time.
 */
export async function withCleanup(work) {
  const ends = [];
  const clean = () => {
    while (ends.length > 0) {
      try {
        ends.pop()();
      } catch (error) {
        process.stderr.write(`${error.message}\n`); // and the others still have their turn
      }
    }
  };
  const leave = (signal) => process.exit(128 + constants.signals[signal]);
  process.on('exit', clean);
  for (const signal of signals) process.on(signal, leave);
  try {
    return await work((end) => ends.push(end));
  } finally {
    clean();
    process.off('exit', clean);
    for (const signal of signals) process.off(signal, leave);
  }
}
