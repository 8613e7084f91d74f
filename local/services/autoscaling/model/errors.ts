import { AwsError } from '../../../aws-error';

export const validationError = (message: string) => new AwsError('ValidationError', message);

export const resourceInUse = (message: string) => new AwsError('ResourceInUse', message);

export const activityInProgress = (message: string) => new AwsError('ScalingActivityInProgress', message);

export const alreadyExists = (message: string) => new AwsError('AlreadyExists', message);

export const noSuchInstance = (id: string, group: string) =>
  validationError(`Instance Id not found - The instance ${id} is not part of Auto Scaling group ${group}.`);
