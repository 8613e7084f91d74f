import { dirname, join } from 'node:path';
import { dnsSuffixOf } from '../../model/partition';
import type { Assets } from '../assets';
import { AssemblyError } from './assembly-error';
import { isObject, type JsonObject } from './json';
import type { StackIdentity } from './stacks';

/** A file or folder of a cloud assembly, and the object as which `cdk deploy` would upload it. */
export interface AssetFile {
  /** With `${AWS::AccountId}` and the like still in it. */
  readonly bucket: string;
  readonly key: string;
  readonly path: string;
}

/** Reads a `*.assets.json`; its paths count from its own folder. */
export function readAssetManifest(file: string, manifest: JsonObject): readonly AssetFile[] {
  const images = Object.keys(isObject(manifest['dockerImages']) ? manifest['dockerImages'] : {});
  if (images.length > 0) {
    throw new AssemblyError(
      `${file}: container image assets are not supported (${images.join(', ')}). ` +
        `The local cloud runs without Docker. Use a zip asset for the function's code.`,
    );
  }
  const files = Object.entries(isObject(manifest['files']) ? manifest['files'] : {});
  return files.flatMap(([id, asset]) => {
    const { source, destinations } = isObject(asset) ? asset : {};
    if (!isObject(source) || typeof source['path'] !== 'string' || !isObject(destinations)) {
      throw new AssemblyError(
        `${file}: the asset ${id} has no 'path', so its content is made by a command, which the local cloud does not run. ` +
          `Use an asset that 'cdk synth' writes into the assembly.`,
      );
    }
    const path = join(dirname(file), source['path']);
    return Object.values(destinations).map((destination) => {
      const { bucketName, objectKey } = isObject(destination) ? destination : {};
      return { bucket: String(bucketName), key: String(objectKey), path };
    });
  });
}

/** Publishes assets for one stack's account and region, as `cdk deploy` does before it deploys the stack. */
export function publishAssets(files: readonly AssetFile[], stack: StackIdentity, assets: Assets): void {
  for (const { bucket, key, path } of files) assets.register(fill(bucket, stack), fill(key, stack), path);
}

function fill(text: string, { account, region, partition }: StackIdentity): string {
  const values: Readonly<Record<string, string>> = {
    AccountId: account,
    Region: region,
    Partition: partition,
    URLSuffix: dnsSuffixOf(partition),
  };
  return text.replace(/\$\{AWS::(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
