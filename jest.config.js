const { availableParallelism } = require('node:os');

/** swc only strips the types: `npm run typecheck` is what checks them. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/docs/examples'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  setupFiles: ['<rootDir>/test/setup.ts'],
  globalSetup: '<rootDir>/test/temporary-folder.ts',
  globalTeardown: '<rootDir>/test/remove-temporary-folder.ts',
  // jest leaves one processor free, and then uses only one of two.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testTimeout: 60_000,
};
