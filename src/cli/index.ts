import { setFlagsFromString } from 'node:v8';
import { main } from './main';

// Node 20 optimizes functions so early that of 1,000 VMs' check a third goes into that, and much of it is thrown away again.
// Later nodes have a tier between, and need no help.
if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=132000');

// A reader that has seen enough, as `head`, is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
