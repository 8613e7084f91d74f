import { AwsError } from '../../aws-error';
import { constraintText } from '../constraint';

export const noSuchKey = (arn: string) => new AwsError('NotFoundException', `Key '${arn}' does not exist`);

export const noSuchAlias = (arn: string) => new AwsError('NotFoundException', `Alias ${arn} is not found.`);

export const invalidKeyId = (keyId: string) => new AwsError('NotFoundException', `Invalid keyId '${keyId}'`);

export const invalidArn = (arn: string) => new AwsError('NotFoundException', `Invalid arn ${arn}`);

export const disabled = (arn: string) => new AwsError('DisabledException', `${arn} is disabled.`);

export const invalidState = (arn: string, state: string) =>
  new AwsError('KMSInvalidStateException', `${arn} is ${state}.`);

/** AWS sends this one without a message. */
export const invalidCiphertext = () =>
  new AwsError(
    'InvalidCiphertextException',
    'The ciphertext is none of this key, it was changed, or the encryption context is not the one of its encryption.',
  );

export const incorrectKey = () =>
  new AwsError(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );

export const invalid = (message: string) => new AwsError('ValidationException', message);

export const refuse = (member: string, value: unknown, rule: string) => invalid(constraintText(member, value, rule));

/** A parameter that would change what happens must not be ignored. */
export const notImplemented = (action: string, parameter: string) =>
  new AwsError('NotImplemented', `${action} does not support '${parameter}' on the local cloud. Leave it out.`, {
    status: 501,
  });
