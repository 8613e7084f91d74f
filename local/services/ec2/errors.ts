import { AwsError } from '../../aws-error';

export const missingParameter = (name: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}`);

export const invalidParameter = (message: string) => new AwsError('InvalidParameterValue', message);

export const noSuchTemplate = (reference: string) =>
  new AwsError(
    'InvalidLaunchTemplateId.NotFound',
    `The specified launch template, with template ID or name ${reference}, does not exist.`,
  );

export const noSuchTemplateVersion = (reference: string, version: string) =>
  new AwsError(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${version} for the launch template with ID ${reference}.`,
  );

export const templateExists = (name: string) =>
  new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', `Launch template name already in use: ${name}`);

export const noSuchInstance = (id: string) =>
  new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);

/** What would change what an instance is must not be ignored. */
export const notOffered = (what: string) =>
  new AwsError('NotImplemented', `The local cloud's EC2 does not offer ${what} yet.`, { status: 501 });
