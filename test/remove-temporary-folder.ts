import { rmSync } from 'node:fs';

export default function removeTemporaryFolder(): void {
  const folder = process.env['SPILLWAY_TEST_FOLDER'];
  // A process that a test has just ended may still write.
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
