import { AwsError } from '../../aws-error';
import { validationError } from '../../cloudformation';

export { validationError } from '../../cloudformation';

export const stackMissing = (nameOrId = '') => validationError(`Stack with id ${nameOrId} does not exist`);

export const alreadyExists = (name: string) => new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);

export const changeSetMissing = (nameOrId = '') =>
  new AwsError('ChangeSetNotFound', `ChangeSet [${nameOrId}] does not exist`, { status: 404 });

export const insufficientCapabilities = (needed: string) =>
  new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);

/** A parameter that would change what happens must not be ignored. */
export const notImplemented = (parameter: string) =>
  new AwsError('NotImplemented', `CloudFormation's '${parameter}' is not supported on the local cloud. Leave it out.`, {
    status: 501,
  });
