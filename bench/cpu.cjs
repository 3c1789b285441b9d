// node -r bench/cpu.cjs PROGRAM: writes the CPU seconds of the whole process to the file that CPU_FILE names.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(process.env.CPU_FILE, String((user + system) / 1e6));
});
