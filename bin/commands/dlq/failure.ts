import { ConsumerError, QueueRequestError } from '../../../consumer/errors';
import { requestOf } from './requests';

/** What went wrong between the command and AWS: shown as one line, exit code 1. */
export class DlqFailure extends Error {
  override readonly name = 'DlqFailure';
}

/** An error of AWS, the network or the library in one line; undefined for a defect of this program. */
export function describeFailure(error: unknown): string | undefined {
  if (error instanceof DlqFailure) return error.message;
  if (error instanceof QueueRequestError) return refused(error.awsCode, error);
  if (error instanceof ConsumerError) return oneLine(error.message);
  if (!(error instanceof Error)) return undefined;
  if ('$fault' in error) return refused(error.name, error);
  if (error.name === 'CredentialsProviderError') {
    return oneLine(
      `No credentials: ${error.message.replace(/\.?$/, '.')} Set '--profile', AWS_PROFILE or AWS_ACCESS_KEY_ID.`,
    );
  }
  if (error.message === 'Region is missing') {
    return "No region: give '--region', set AWS_REGION, or name the queue by its ARN.";
  }
  // A refused connection has no message of its own where a host has several addresses.
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined || code.startsWith('ERR_')
    ? undefined
    : oneLine(`No answer from AWS: ${error.message === '' ? code : error.message}`);
}

/** AWS's own words, and what they leave out. */
function refused(code: string, error: Error): string {
  const text = oneLine(`${code}: ${error.message}`);
  const hint = hintOf(code, error);
  return hint === undefined ? text : `${text.replace(/\.?$/, '.')} ${hint}`;
}

function hintOf(code: string, error: Error): string | undefined {
  const request = requestOf(error);
  // Of a queue in another account SQS says only that access to the resource is denied.
  if (/AccessDenied/.test(code) && request !== undefined && !/\b(sqs|logs|kms):\w/i.test(error.message)) {
    return `The request was ${request.action} on ${request.resource}: the permission for it is missing.`;
  }
  if (/NonExistentQueue|QueueDoesNotExist/.test(code) && request !== undefined) {
    return `It was looked for in ${request.region}: '--region' and '--profile' name another place.`;
  }
  if (/InvalidClientTokenId|UnrecognizedClient|ExpiredToken|SignatureDoesNotMatch|InvalidSignature/.test(code)) {
    return "AWS does not take these credentials: sign in again, or name others with '--profile' or AWS_PROFILE.";
  }
  return undefined;
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();
