import { AwsError } from '../../aws-error';

export const noSuchGroup = () => new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');

export const noSuchStream = () => new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');

export const groupExists = () =>
  new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');

export const streamExists = () =>
  new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);

export const invalidToken = () => invalidParameter('The specified nextToken is invalid.');

/** A parameter that would change what happens must not be ignored. */
export const notImplemented = (action: string, parameter: string) =>
  new AwsError('NotImplemented', `${action} does not support '${parameter}' on the local cloud. Leave it out.`, {
    status: 501,
  });
