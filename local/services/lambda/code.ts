import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import type { Kernel } from '../../kernel/kernel';
import { invalid } from './model/function-rules';

export interface Code {
  readonly directory: string;
  readonly sha256: string;
  readonly size: number;
}

/** Finds a function's code: an asset of the deployed assembly, or source text given inline. */
export function locateCode(
  kernel: Kernel,
  code: Pick<NonNullable<CreateFunctionCommandInput['Code']>, 'S3Bucket' | 'S3Key' | 'ZipFile'>,
): Code {
  if (code.S3Bucket !== undefined && code.S3Key !== undefined) {
    const directory = kernel.assets.find(code.S3Bucket, code.S3Key);
    // An asset's key is the hash of its content.
    return { directory, sha256: createHash('sha256').update(code.S3Key).digest('base64'), size: 0 };
  }
  if (code.ZipFile === undefined) throw invalid('Please provide a source for function code.');
  const source = Buffer.from(code.ZipFile);
  if (source.subarray(0, 2).toString() === 'PK') {
    throw invalid(
      'The local cloud takes code from the assets of a cloud assembly or as inline source, not as a zip archive.',
    );
  }
  const sha256 = createHash('sha256').update(source);
  const digest = sha256.copy().digest('hex');
  const directory = join(kernel.directory, 'inline-code', digest);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'index.js'), source);
  return { directory, sha256: sha256.digest('base64'), size: source.length };
}
