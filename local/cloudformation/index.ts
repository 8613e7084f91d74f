export { AssemblyError } from './assembly-error';
export {
  CloudFormation,
  type CloudFormationOptions,
  createCloudFormation,
  type DeployOptions,
  type DeployTemplateOptions,
  type StackResult,
} from './cloud-formation';
export { ResourceFailure, StackFailure } from './failure';
export { TemplateError } from './template-error';
