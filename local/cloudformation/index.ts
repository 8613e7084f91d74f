export { AssemblyError } from './assembly-error';
export type { ChangeSet } from './change-set';
export {
  CloudFormation,
  type CloudFormationOptions,
  createCloudFormation,
  type DeployOptions,
  type DeployTemplateOptions,
  type StackResult,
  type StackTarget,
} from './cloud-formation';
export { ResourceFailure, StackFailure } from './failure';
export { isObject } from './json';
export type { ResourceStatus } from './stack-events';
export type { StackHistory, StackMoment, StackRecord } from './stack-history';
export type { Stack, StackPlace } from './stacks';
export { parseTemplate, type Template } from './template';
export { TemplateError, validationError } from './template-error';
