import { AwsError } from '../../aws-error';

// CloudWatch moved from the query protocol to JSON and kept the older codes for the older protocol.

export const validationError = (message: string) =>
  new AwsError('ValidationException', message, { queryCode: 'ValidationError' });

export const invalidValue = (message: string) =>
  new AwsError('InvalidParameterValueException', message, { queryCode: 'InvalidParameterValue' });

export const invalidCombination = (message: string) =>
  new AwsError('InvalidParameterCombinationException', message, { queryCode: 'InvalidParameterCombination' });

export const missingParameter = (name: string) =>
  new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`, {
    queryCode: 'MissingParameter',
  });

export const invalidToken = () => new AwsError('InvalidNextToken', 'The specified nextToken is invalid.');

export const noSuchAlarm = (name: string) =>
  new AwsError('ResourceNotFound', `The alarm '${name}' does not exist.`, { status: 404 });

export const invalidDashboard = (message: string) =>
  new AwsError('DashboardInvalidInputError', message, { queryCode: 'InvalidParameterInput' });

export const noSuchDashboard = (name: string) =>
  new AwsError('DashboardNotFoundError', `Dashboard ${name} does not exist`, {
    queryCode: 'ResourceNotFound',
    status: 404,
  });

/** A parameter that would change what is measured must not be ignored. */
export const notImplemented = (action: string, what: string) =>
  new AwsError('NotImplemented', `${action} does not support ${what} on the local cloud yet.`, { status: 501 });
