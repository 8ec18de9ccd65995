import { defineConfig } from 'vitest/config';

const WEB = 'test/web/**/*.test.{ts,tsx}';
/** What `npm run test:fast` leaves out. */
const LONG = ['test/browser/**', '**/*.slow.test.ts'];

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
      // to run. Browser tests start servers too: with a project of their own, each worker would load them once more.
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [WEB, ...(process.env.TENAX_TEST_FAST ? LONG : [])],
          isolate: false,
        },
      },
    ],
  },
});
