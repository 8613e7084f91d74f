import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import type { WriteFile } from './user-data';

/** The folder that is `/` for an instance. */
export class RootFolder {
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
  }

  /** Where a path of the instance lies on this machine. `..` leads no further than to the root. */
  at(path: string): string {
    return join(this.path, normalize(`${sep}${path}`));
  }

  makeFolder(path: string): void {
    mkdirSync(this.at(path), { recursive: true });
  }

  write({ path, content, permissions }: WriteFile): void {
    this.makeFolder(dirname(path));
    writeFileSync(this.at(path), content);
    // Readable for who runs the cloud, who is the only user there is.
    chmodSync(this.at(path), Number.parseInt(permissions, 8) | 0o600);
  }
}
