import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { AwsError } from '../../aws-error';
import type { Kernel } from '../../kernel/kernel';
import { unzip } from '../../zip';
import type { Request } from '../service';
import { invalid } from './model/function-rules';

export interface Code {
  readonly directory: string;
  readonly sha256: string;
  readonly size: number;
}

/** Finds a function's code: an asset of the deployed assembly, a zip archive in S3 or in the request, or source text. */
export async function locateCode(
  code: Pick<NonNullable<CreateFunctionCommandInput['Code']>, 'S3Bucket' | 'S3Key' | 'ZipFile'>,
  request: Request,
): Promise<Code> {
  const { kernel } = request;
  if (code.S3Bucket !== undefined && code.S3Key !== undefined) {
    if (!kernel.assets.has(code.S3Bucket, code.S3Key)) {
      return unpacked(await objectBytes(code.S3Bucket, code.S3Key, request), kernel);
    }
    const directory = kernel.assets.find(code.S3Bucket, code.S3Key);
    // An asset's key is the hash of its content.
    return { directory, sha256: createHash('sha256').update(code.S3Key).digest('base64'), size: 0 };
  }
  if (code.ZipFile === undefined) throw invalid('Please provide a source for function code.');
  const source = Buffer.from(code.ZipFile);
  if (source.subarray(0, 2).toString() === 'PK') return unpacked(source, kernel);
  return written(source, kernel, (folder) => writeFileSync(join(folder, 'index.js'), source));
}

/** Lambda reads the object in the name of who makes the function. */
async function objectBytes(Bucket: string, Key: string, request: Request): Promise<Buffer> {
  const { principal, account, region, router } = request;
  try {
    const { Body } = await router.call<{ Body: Buffer | Readable }>(
      's3',
      'GetObject',
      { Bucket, Key },
      { principal, account, region },
    );
    return Buffer.isBuffer(Body) ? Body : await buffer(Body);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message} (s3://${Bucket}/${Key})`,
    );
  }
}

function unpacked(archive: Buffer, kernel: Kernel): Code {
  return written(archive, kernel, (folder) => {
    try {
      unzip(archive, folder);
    } catch {
      throw invalid('Could not unzip uploaded file. Please check your file, then try to upload again.');
    }
  });
}

/** Each code has a folder of its own, complete or not there. */
function written(source: Buffer, kernel: Kernel, write: (folder: string) => void): Code {
  const sha256 = createHash('sha256').update(source);
  const directory = join(kernel.directory, 'code', sha256.copy().digest('hex'));
  if (!existsSync(directory)) {
    const unfinished = `${directory}.new`;
    mkdirSync(unfinished, { recursive: true });
    write(unfinished);
    renameSync(unfinished, directory);
  }
  return { directory, sha256: sha256.digest('base64'), size: source.length };
}
