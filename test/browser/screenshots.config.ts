import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/browser/screenshots.ts'], hookTimeout: 120_000 } });
