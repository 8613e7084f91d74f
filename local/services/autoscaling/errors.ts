import { AwsError } from '../../aws-error';
import { validationError } from './model/errors';

export { activityInProgress, alreadyExists, noSuchInstance, resourceInUse, validationError } from './model/errors';

export const noSuchGroup = (name: string) =>
  validationError(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);

export const noSuchHook = (name: string, group: string) =>
  validationError(`No Lifecycle Hook found with name ${name} for Auto Scaling group ${group}.`);

export const noSuchPolicy = (name: string) => validationError(`PolicyARN or name not found: ${name}`);

/** What would change how a group behaves must not be ignored. */
export const notOffered = (what: string) =>
  new AwsError('NotImplemented', `The local cloud's Auto Scaling does not offer ${what} yet.`, { status: 501 });
