import { AwsError } from '../../aws-error';

export const noSuchRole = (name: string) => noSuchEntity(`The role with name ${name} cannot be found.`);

export const noSuchRolePolicy = (name: string) => noSuchEntity(`The role policy with name ${name} cannot be found.`);

export const noSuchInstanceProfile = (name: string) => noSuchEntity(`Instance Profile ${name} cannot be found.`);

export const noSuchPolicy = (arn: string) => noSuchEntity(`Policy ${arn} was not found.`);

export const noSuchPolicyVersion = (arn: string, version: string) =>
  noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`);

export const notAttachable = (arn: string, what = 'Policy') =>
  noSuchEntity(`${what} ${arn} does not exist or is not attachable.`);

export const noBoundary = (name: string) => noSuchEntity(`Role ${name} has no permissions boundary.`);

export const alreadyExists = (message: string) => new AwsError('EntityAlreadyExists', message, { status: 409 });

export const deleteConflict = (message: string) => new AwsError('DeleteConflict', message, { status: 409 });

export const limitExceeded = (message: string) => new AwsError('LimitExceeded', message, { status: 409 });

export const validationError = (message: string) => new AwsError('ValidationError', message);

export const malformedPolicy = (message: string) => new AwsError('MalformedPolicyDocument', message);

function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, { status: 404 });
}
