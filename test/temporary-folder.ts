import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** CDK makes a folder for each app that is synthesized without one, and removes none: all of a run's go into one. */
export default function temporaryFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-tests-'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  process.env['SPILLWAY_TEST_FOLDER'] = folder;
}
