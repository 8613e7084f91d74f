import { createRequire } from 'node:module';

/**
 * A module that exports what another one does and loads it when something of it is first used. So do the modules of
 * aws-cdk-lib: a script that only imports the constructs must not load half of it on their behalf.
 */
export function lazyDoor(path, file) {
  const names = Object.keys(createRequire(import.meta.url)(file));
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
for (const name of ${JSON.stringify(names)}) {
  Object.defineProperty(exports, name, { enumerable: true, get: () => require(${JSON.stringify(path)})[name] });
}
// For Node's search for the names that an ES module can import.
0 && (module.exports = { ${names.join(', ')} });
`;
}
