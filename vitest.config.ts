import { defineConfig } from 'vitest/config';

const WEB = 'test/web/**/*.test.{ts,tsx}';
const BROWSER = 'test/browser/**/*.test.ts';

/** Files that take over four seconds each: they start processes, train weights or read megabytes. */
const SLOW = [
  'backup/restore',
  'cli/process',
  'cli/setup',
  'doctor/examine',
  'http/forecast',
  'library/owners',
  'log/durable',
  'optimize/train',
  'plan/size',
  'retention/truth',
  'review/import',
  'review/laws',
  'schedule/review',
].map((name) => `test/${name}.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // As long as a page’s own waits: a second, as by default, is less than a busy machine takes to save an answer.
    expect: { poll: { timeout: 30_000 } },
    // Browser tests mostly wait: with a core kept free, as by default, two cores would be half idle.
    maxWorkers: '100%',
    projects: [
      // What the page remembers, such as its language, stands in its modules: every file has its own.
      { extends: true, test: { name: 'web', include: [WEB] } },
      // What a server remembers stands with its store: files can share modules, which take longer to load than most tests
      // to run.
      { extends: true, test: { name: 'browser', include: [BROWSER], isolate: false } },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [WEB, BROWSER, ...SLOW],
          isolate: false,
        },
      },
      // Apart, so that the others are quick to run while one works.
      { extends: true, test: { name: 'slow', include: SLOW, isolate: false } },
    ],
  },
});
