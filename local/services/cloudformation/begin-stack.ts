import type { CreateChangeSetInput, CreateStackInput, UpdateStackInput } from '@aws-sdk/client-cloudformation';
import { type ChangeSet, parseTemplate, type Stack } from '../../cloudformation';
import type { Request } from '../service';
import type { CloudFormationContext } from './context';
import { validationError } from './errors';
import { parametersOf, refuseOthers, requireCapabilities, tagsOf } from './stack-input';
import { templateText } from './template-source';

type StackInput = CreateStackInput | UpdateStackInput | CreateChangeSetInput;

/** The stack that a request would change. @throws AwsError for one that was rolled back: it can only be deleted */
export function updatable({ engine }: CloudFormationContext, nameOrId: string, request: Request): Stack | undefined {
  const record = engine.deployed.history.find(request, nameOrId);
  const existing = engine.deployed.find(request, record?.identity.stackName ?? nameOrId);
  if (existing === undefined && record !== undefined && record.status !== 'REVIEW_IN_PROGRESS') {
    throw validationError(`Stack:${record.identity.stackId} is in ${record.status} state and can not be updated.`);
  }
  return existing;
}

/** What a request asks for, checked, in the name of who asks. */
export async function changesOf(
  { engine }: CloudFormationContext,
  input: StackInput,
  stack: { readonly stackName: string; readonly stackId?: string; readonly existing?: Stack },
  request: Request,
): Promise<ChangeSet> {
  refuseOthers(input);
  const { stackName, stackId, existing } = stack;
  const previous = 'UsePreviousTemplate' in input && input.UsePreviousTemplate === true;
  if (previous && existing === undefined) throw validationError('Can not use the previous template of a new stack.');
  const source = previous ? existing?.template : await templateText(input, request);
  const template = parseTemplate(source);
  requireCapabilities(template, input.Capabilities);
  const { account, region, principal } = request;
  const tags = input.Tags === undefined ? undefined : tagsOf(input.Tags);
  const parameters = parametersOf(input.Parameters, template, existing);
  return engine.prepare({ stackName, stackId, account, region, tags, principal }, source, parameters);
}
