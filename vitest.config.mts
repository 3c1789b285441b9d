import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Laws run hundreds of cases on machines that others use too: no test is about time.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
