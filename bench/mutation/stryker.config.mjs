import { fileURLToPath } from 'node:url';
import jest from '../../jest.config.js';

/**
 * The engine's own tests load no SDK, so they take a fifth of the time: run.mjs tries all mutants with them first, and
 * with all tests only what survives them.
 */
const engineOnly = process.env['MUTATION_TESTS'] === 'engine';
const folders = engineOnly ? 'engine' : '{engine,adapters,worker}';

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
      testMatch: [`**/test/consumer/${folders}/**/*.test.ts`],
      // The first has processes of its own, in which no mutant is active; the others take seconds for each mutant: one is
      // on the real clock with the whole local cloud, one runs 250 random schedules.
      testPathIgnorePatterns: [
        '/node_modules/',
        'worker/process.test.ts',
        'worker/worker.test.ts',
        'engine/schedules.test.ts',
      ],
      // A mutant that never answers fails a test instead of ending the runner, which costs seconds more.
      testTimeout: engineOnly ? 1_000 : 5_000,
    },
    enableFindRelatedTests: false,
  },
  // The default is one less than the processors; two leave a small machine usable at a low priority.
  concurrency: 2,
  // Wide, or on a busy machine mutants that survive would count as timed out, which counts as found.
  timeoutMS: 20_000,
  // A mutant that was found is not tried again while its code and the test that found it are the same.
  incremental: true,
  incrementalFile: 'bench/mutation/.report/incremental.json',
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'bench/mutation/.report/report.html' },
  jsonReporter: { fileName: 'bench/mutation/.report/report.json' },
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  tempDirName: 'bench/mutation/.tmp',
  thresholds: { high: 90, low: 80, break: null },
};
