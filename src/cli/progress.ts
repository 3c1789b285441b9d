/** Says on a terminal how many files are read; says nothing elsewhere. */
export function startProgress(files: number): { step(): void; end(): void } {
  const isShown = process.stderr.isTTY === true && files > 1;
  let read = 0;
  let told = 0;
  return {
    step() {
      read++;
      const now = Date.now();
      if (!isShown || now - told < 100) return;
      told = now;
      process.stderr.write(`\rreading ${read} of ${files} files`);
    },
    end() {
      if (told > 0) process.stderr.write('\r\u001b[K');
    },
  };
}
