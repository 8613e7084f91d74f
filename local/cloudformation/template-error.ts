import { AwsError } from '../aws-error';

/** CloudFormation refuses a template, a parameter or a stack's state, without asking any other service. */
export class TemplateError extends AwsError {
  constructor(message: string) {
    super('ValidationError', message);
  }
}

export function validationError(message: string): TemplateError {
  return new TemplateError(message);
}
