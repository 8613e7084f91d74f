import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Request } from '../service';
import { validationError } from './errors';

/** "AWS CloudFormation quotas": bytes of a template in a request. */
const MAX_BODY = 51_200;

export interface TemplateInput {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
}

/** A template's text, from the request or from S3, which is asked in the caller's name. */
export async function templateText({ TemplateBody, TemplateURL }: TemplateInput, request: Request): Promise<string> {
  if ((TemplateBody === undefined) === (TemplateURL === undefined)) {
    throw validationError(
      TemplateBody === undefined
        ? 'Either Template URL or Template Body must be specified.'
        : 'Template URL and Template Body cannot both be specified.',
    );
  }
  if (TemplateURL !== undefined) return fromS3(TemplateURL, request);
  const body = TemplateBody ?? '';
  if (Buffer.byteLength(body) > MAX_BODY) {
    throw validationError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAX_BODY}`,
    );
  }
  return body;
}

async function fromS3(url: string, request: Request): Promise<string> {
  const { principal, account, region, router } = request;
  const object = objectOf(url);
  if (object === undefined) throw validationError('TemplateURL must be a supported URL.');
  const { Body } = await router.call<{ Body: Buffer | Readable }>('s3', 'GetObject', object, {
    principal,
    account,
    region,
  });
  return Buffer.isBuffer(Body) ? Body.toString('utf8') : text(Body);
}

/** The bucket stands in the host or first in the path, as in S3's own addresses. */
function objectOf(url: string): { readonly Bucket: string; readonly Key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const [, virtual] = /^(.+)\.s3[.-]/.exec(hostname) ?? [];
  if (virtual !== undefined) return { Bucket: virtual, Key: path };
  const slash = path.indexOf('/');
  return slash < 1 ? undefined : { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}
