import { AwsError } from '../../aws-error';
import { constraintText } from '../constraint';

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

export const refuse = (member: string, value: unknown, rule: string): AwsError =>
  invalid(constraintText(member, value, rule));

export const noSuchRule = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);

export const noSuchBus = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);

export const invalidPattern = (reason: string): AwsError =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

export const limitExceeded = (what: string): AwsError =>
  new AwsError('LimitExceededException', `The requested resource exceeds the maximum number allowed. ${what}`);

/** What the local EventBridge has not, it refuses by name. */
export const notOffered = (what: string): AwsError =>
  new AwsError('NotImplemented', `The local cloud does not offer ${what} yet.`, { status: 501 });
