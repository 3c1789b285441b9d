import { HOMEPAGE } from '../findings';
import { check } from './check';
import { UsageError, usage, VERSION } from './usage';

/** Runs a command. 0: no error found; 1: at least one; 2: wrong usage, or something could not be read. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const hint =
      error instanceof UsageError ? 'see cdk8s-wukong --help' : `this is a mistake of cdk8s-wukong: ${HOMEPAGE}/issues`;
    process.stderr.write(`cdk8s-wukong: ${text}\n${hint}\n`);
    return 2;
  }
}

async function run([command, ...rest]: readonly string[]): Promise<number> {
  if (command === 'check') return check(rest);
  if (command === '--version') return print(`${VERSION}\n`);
  if (command === '--help' || command === '-h' || command === 'help') return print(usage);
  throw new UsageError(command === undefined ? 'no command is given' : `there is no command "${command}"`);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
