import { AwsError } from '../../aws-error';

/**
 * SQS's errors: the code of the JSON protocol, which is the shape's name, beside the older code of the query
 * protocol, which SDKs still show.
 */
function error(code: string, oldName: string, message: string, status = 400): AwsError {
  return new AwsError(code, message, { queryCode: oldName, status });
}

const namespaced = (code: string, message: string, status?: number): AwsError =>
  error(code, `AWS.SimpleQueueService.${code}`, message, status);

export const queueDoesNotExist = (): AwsError =>
  error('QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.');

export const invalidParameterValue = (message: string): AwsError =>
  error('InvalidParameterValueException', 'InvalidParameterValue', message);

/** The sentence that SQS uses for most parameters. */
export const invalidValue = (parameter: string, value: unknown, reason: string): AwsError =>
  invalidParameterValue(`Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);

export const missingParameter = (parameter: string): AwsError =>
  error(
    'MissingRequiredParameterException',
    'MissingParameter',
    `The request must contain the parameter ${parameter}.`,
  );

export const unknownAttribute = (name: string): AwsError =>
  error('InvalidAttributeName', 'InvalidAttributeName', `Unknown Attribute ${name}.`);

export const invalidAttributeName = (message: string): AwsError =>
  error('InvalidAttributeName', 'InvalidAttributeName', message);

export const invalidAttributeValue = (name: string, reason?: string): AwsError =>
  error(
    'InvalidAttributeValue',
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason === undefined ? '' : ` Reason: ${reason}`}`,
  );

export const conflictingEncryption = (): AwsError =>
  error(
    'InvalidAttributeValue',
    'InvalidAttributeValue',
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  );

export const queueNameExists = (attribute: string): AwsError =>
  error(
    'QueueNameExists',
    'QueueAlreadyExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const queueDeletedRecently = (): AwsError =>
  namespaced(
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  );

export const purgeInProgress = (name: string): AwsError =>
  namespaced('PurgeQueueInProgress', `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`, 403);

export const invalidReceiptHandle = (handle: string): AwsError =>
  error(
    'ReceiptHandleIsInvalid',
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );

export const expiredReceiptHandle = (handle: string): AwsError =>
  invalidValue('ReceiptHandle', handle, 'The receipt handle has expired.');

export const expiredReceiptHandleOfEntry = (): AwsError =>
  error('ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid', 'The receipt handle has expired');

export const unavailableForVisibilityChange = (handle: string): AwsError =>
  invalidValue('ReceiptHandle', handle, 'Message does not exist or is not available for visibility timeout change.');

export const tooManyInFlight = (): AwsError =>
  error(
    'OverLimit',
    'OverLimit',
    'Too many messages have been received without being deleted. ' +
      'Please delete your received messages or let them timeout before receiving more.',
    403,
  );

export const overLimit = (message: string): AwsError => error('OverLimit', 'OverLimit', message, 403);

export const invalidMessageContents = (): AwsError =>
  error(
    'InvalidMessageContents',
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
  );

export const emptyBatch = (entryType: string): AwsError =>
  namespaced('EmptyBatchRequest', `There should be at least one ${entryType} in the request.`);

export const tooManyEntries = (count: number): AwsError =>
  namespaced('TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10. You have sent ${count}.`);

export const entryIdsNotDistinct = (id: string): AwsError =>
  namespaced('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);

export const invalidEntryId = (): AwsError =>
  namespaced(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  );

export const batchTooLong = (limit: number, bytes: number): AwsError =>
  namespaced(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${bytes} bytes.`,
  );

export const invalidAddress = (url: string): AwsError =>
  error('InvalidAddress', 'InvalidAddress', `The address ${url} is not valid for this endpoint.`, 404);

export const resourceNotFound = (message: string): AwsError =>
  error('ResourceNotFoundException', 'ResourceNotFoundException', message, 404);

const KMS_ERRORS: Readonly<Record<string, readonly [code: string, oldName: string]>> = {
  AccessDeniedException: ['KmsAccessDenied', 'KMS.AccessDeniedException'],
  DisabledException: ['KmsDisabled', 'KMS.DisabledException'],
  KMSInvalidStateException: ['KmsInvalidState', 'KMS.InvalidStateException'],
  NotFoundException: ['KmsNotFound', 'KMS.NotFoundException'],
};

/** What SQS answers when KMS refuses it the queue's key. */
export function kmsError(cause: AwsError): AwsError {
  const [code, oldName] = KMS_ERRORS[cause.code] ?? [];
  return code === undefined || oldName === undefined
    ? cause
    : error(code, oldName, `${cause.message} (Service: AWSKMS; Status Code: 400; Error Code: ${cause.code})`);
}
