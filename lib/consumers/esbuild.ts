import { Stack } from 'aws-cdk-lib';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
import { check } from '../guard/rule';

/** The module beside aws-cdk-lib, where CDK looks first; undefined where there is none. */
export function installedEsbuild(): string | undefined {
  try {
    return require.resolve('esbuild', { paths: [require.resolve('aws-cdk-lib/package.json')] });
  } catch {
    return undefined;
  }
}

/** Looks where CDK looks: beside aws-cdk-lib, then on the PATH. */
function isInstalled(): boolean {
  if (installedEsbuild() !== undefined) {
    return true;
  }
  // Loaded when it is needed: everyone who imports the constructs would wait for it.
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process');
  const { status, error } = spawnSync('esbuild', ['--version'], { stdio: 'ignore' });
  return error === undefined && status === 0;
}

/** Why a function's entry needs it, and what else there is. */
const FOR_FUNCTION = {
  why: 'CDK would start a Docker build instead, or fail where there is no Docker',
  fix: "Run 'npm install --save-dev esbuild', or ask for Docker with 'bundling: { forceDockerBundling: true }'",
};

/** @throws GuardError when the entry would have to be bundled and esbuild is missing */
export function requireEsbuild(
  scope: Construct,
  bundling: BundlingOptions | undefined,
  isPresent: () => boolean = isInstalled,
  reason: typeof FOR_FUNCTION = FOR_FUNCTION,
): void {
  if (bundling?.forceDockerBundling === true || !Stack.of(scope).bundlingRequired) {
    return;
  }
  check(scope, isPresent, [
    {
      id: 'Esbuild',
      prop: 'entry',
      value: () => 'esbuild',
      holds: () => isPresent(),
      got: () => 'no esbuild beside aws-cdk-lib and none on the PATH',
      must: 'bundled by an installed esbuild',
      ...reason,
    },
  ]);
}
