import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{services,db,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: ['db/testing/setup.ts'],
    reporters: ['default', './scripts/closingLine.ts'],
    // Many tests wait for servers and clocks: on two cores, the usual single worker leaves one of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
