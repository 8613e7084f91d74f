import { AwsError } from '../../aws-error';

export const validationError = (message: string) => new AwsError('ValidationError', message);

export const accessDenied = (message: string) => new AwsError('AccessDenied', message, { status: 403 });

/** A parameter that would narrow a session must not be ignored. */
export const notImplemented = (parameter: string) =>
  new AwsError(
    'NotImplemented',
    `AssumeRole does not support '${parameter}' on the local cloud: the session would be allowed more than it asks for. Leave it out.`,
    { status: 501 },
  );
