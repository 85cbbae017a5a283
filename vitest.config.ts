import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{services,db,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: ['db/testing/setup.ts'],
    reporters: ['default', './scripts/closingLine.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
