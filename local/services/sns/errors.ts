import { AwsError } from '../../aws-error';
import { constraintText } from '../constraint';

/** SNS's sentence for most of what it refuses. */
export const invalidParameter = (what: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${what}`);

/** The value of an attribute, an endpoint and so on. */
export const invalidBecause = (parameter: string, reason: string): AwsError =>
  invalidParameter(`${parameter} Reason: ${reason}`);

export const invalidAttributeValue = (message: string): AwsError => new AwsError('ParameterValueInvalid', message);

export const missing = (member: string): AwsError =>
  new AwsError('ValidationError', constraintText(member, undefined, 'not be null'));

const notFound = (message: string): AwsError => new AwsError('NotFound', message, { status: 404 });

export const noSuchTopic = (): AwsError => notFound('Topic does not exist');
export const noSuchSubscription = (): AwsError => notFound('Subscription does not exist');

export const noSuchResource = (): AwsError =>
  new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });

/** What the local SNS has not, it refuses by name. */
export const notOffered = (what: string): AwsError =>
  new AwsError('NotImplemented', `The local cloud does not offer ${what} yet.`, { status: 501 });
