import { ConsumerError, QueueRequestError } from '../../../consumer/errors';

/** What went wrong between the command and AWS: shown as one line, exit code 1. */
export class DlqFailure extends Error {
  override readonly name = 'DlqFailure';
}

/** An error of AWS, the network or the library in one line; undefined for a defect of this program. */
export function describeFailure(error: unknown): string | undefined {
  if (error instanceof DlqFailure) return error.message;
  if (error instanceof QueueRequestError) return oneLine(`${error.awsCode}: ${error.message}`);
  if (error instanceof ConsumerError) return oneLine(error.message);
  if (!(error instanceof Error)) return undefined;
  if ('$fault' in error) return oneLine(`${error.name}: ${error.message}`);
  if (error.name === 'CredentialsProviderError') return oneLine(`No credentials: ${error.message}`);
  if (error.message === 'Region is missing') {
    return "No region: give '--region', set AWS_REGION, or name the queue by its ARN.";
  }
  // A refused connection has no message of its own where a host has several addresses.
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined || code.startsWith('ERR_')
    ? undefined
    : oneLine(`No answer from AWS: ${error.message === '' ? code : error.message}`);
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();
