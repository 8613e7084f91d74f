import type { PolicyDocument, PolicyStatement } from '../../../../model/policy/document';
import { AwsError } from '../../../aws-error';

/** "Bucket policies are limited to 20 KB in size", Amazon S3 User Guide. */
const MAX_POLICY_BYTES = 20_480;

const MEMBERS = ['Version', 'Id', 'Statement'];

/** A bucket policy as S3 accepts it: every statement names a principal, S3 actions, and this bucket or its objects. */
export function parseBucketPolicy(text: string, bucketArn: string): PolicyDocument {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    throw malformed('Policy exceeds the maximum allowed document size.');
  }
  const document = parse(text);
  for (const member of Object.keys(document)) {
    if (!MEMBERS.includes(member)) throw malformed('Unknown field', member);
  }
  if (document.Statement === undefined) throw malformed('Missing required field Statement');
  for (const statement of listOf(document.Statement)) checkStatement(statement, bucketArn);
  return document;
}

export function statementsOf(document: PolicyDocument): readonly PolicyStatement[] {
  return listOf(document.Statement);
}

function parse(text: string): PolicyDocument {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as PolicyDocument;
  } catch {
    // Answered below.
  }
  throw malformed("Policies must be valid JSON and the first byte must be '{'");
}

function checkStatement(statement: PolicyStatement, bucketArn: string): void {
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  if (Effect === undefined) throw malformed('Missing required field Effect');
  if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed(`Invalid effect: ${String(Effect)}`);
  if (Principal === undefined && NotPrincipal === undefined) throw malformed('Missing required field Principal');
  const actions = listOf<string>(Action ?? NotAction ?? []);
  if (actions.length === 0) throw malformed('Missing required field Action');
  for (const action of actions) {
    if (action !== '*' && !/^s3:[a-z0-9*?]+$/i.test(action)) throw malformed('Policy has invalid action', action);
  }
  const resources = listOf<string>(Resource ?? NotResource ?? []);
  if (resources.length === 0) throw malformed('Missing required field Resource');
  for (const resource of resources) {
    if (!namesBucket(resource, bucketArn)) throw malformed('Policy has invalid resource', resource);
  }
  if (NotResource === undefined) requireApplicable(actions, resources, bucketArn);
}

function namesBucket(resource: string, bucketArn: string): boolean {
  return resource === bucketArn || resource.startsWith(`${bucketArn}/`) || matchesWildcards(resource, bucketArn);
}

/** `*` and `?` of a resource may stand for the bucket's name, or a part of it. */
function matchesWildcards(resource: string, bucketArn: string): boolean {
  const bucketPart = resource.split('/')[0] ?? '';
  if (!/[*?]/.test(bucketPart)) return false;
  const pattern = bucketPart
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`).test(bucketArn);
}

const OBJECT_ACTION =
  /^s3:(Get|Put|Delete|Replicate)Object|^s3:(AbortMultipartUpload|ListMultipartUploadParts|RestoreObject)/;
const BUCKET_ACTION = /^s3:(ListBucket|CreateBucket|DeleteBucket|GetBucket|PutBucket|(Get|Put)EncryptionConfiguration)/;

/** The commonest mistake in a bucket policy: `s3:GetObject` on the bucket, or `s3:ListBucket` on its objects. */
function requireApplicable(actions: readonly string[], resources: readonly string[], bucketArn: string): void {
  const wide = resources.some((resource) => resource === '*' || (resource !== bucketArn && !resource.includes('/')));
  if (wide) return;
  const objects = resources.some((resource) => resource.includes('/'));
  const bucket = resources.some((resource) => !resource.includes('/'));
  for (const action of actions) {
    if (action.includes('*') || action.includes('?')) continue;
    if ((OBJECT_ACTION.test(action) && !objects) || (BUCKET_ACTION.test(action) && !bucket)) {
      throw malformed('Action does not apply to any resource(s) in statement');
    }
  }
}

function listOf<Item>(value: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(value) ? value : [value as Item];
}

function malformed(message: string, detail?: string): AwsError {
  return new AwsError('MalformedPolicy', message, detail === undefined ? {} : { fields: { Detail: detail } });
}
