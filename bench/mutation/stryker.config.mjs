import { fileURLToPath } from 'node:url';
import jest from '../../jest.config.js';

/** Stryker runs in the repository's root, on a copy of it. What the engine's tests do not read is not copied. */
export default {
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/jest-runner'))],
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  mutate: ['consumer/engine/**/*.ts'],
  // Stryker would rewrite tsconfig.json with the installed TypeScript, whose version 7 has no such API.
  ignorePatterns: ['/bin', '/dist', '/docs', '/lambda', '/lib', '/samples', '/bench', '/tsconfig*.json'],
  jest: {
    config: {
      ...jest,
      roots: ['<rootDir>/test/consumer'],
      testMatch: ['**/test/consumer/{engine,adapters,worker}/**/*.test.ts'],
      // It starts processes of its own, in which no mutant is active.
      testPathIgnorePatterns: ['/node_modules/', 'worker/process.test.ts'],
    },
    enableFindRelatedTests: false,
  },
  // The default is one less than the processors; two leave a small machine usable at a low priority.
  concurrency: 2,
  // A mutant that stops virtual time makes an endless loop.
  timeoutMS: 5_000,
  // What neither a mutant's code nor its tests have changed since is not tried again.
  incremental: true,
  incrementalFile: 'bench/mutation/.report/incremental.json',
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'bench/mutation/.report/report.html' },
  jsonReporter: { fileName: 'bench/mutation/.report/report.json' },
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  tempDirName: 'bench/mutation/.tmp',
  thresholds: { high: 90, low: 80, break: null },
};
