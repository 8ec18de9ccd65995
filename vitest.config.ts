import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // As long as a page’s own waits: a second, as by default, is less than a busy machine takes to save an answer.
    expect: { poll: { timeout: 30_000 } },
    // Browser tests mostly wait: with a core kept free, as by default, two cores would be half idle.
    maxWorkers: '100%',
  },
});
