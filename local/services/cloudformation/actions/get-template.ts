import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service';
import { type CloudFormationContext, stackAccess, stackOf } from '../context';
import { changeSetMissing } from '../errors';

/** As it was given, or as JSON where it was given as an object in this process. */
export const getTemplate = (context: CloudFormationContext): Operation<GetTemplateInput, GetTemplateOutput> => ({
  access: ({ StackName }, request) => stackAccess(context, 'GetTemplate', StackName, request),

  run({ StackName, ChangeSetName }, request) {
    const record = stackOf(context, StackName, request);
    const { stackId, stackName } = record.identity;
    const set = context.changeSets.find(ChangeSetName, stackId);
    if (ChangeSetName !== undefined && set === undefined) throw changeSetMissing(ChangeSetName);
    const { template } = set?.changes.request ??
      context.engine.deployed.find(request, stackName) ??
      record.request ?? { template: {} };
    const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
    return { TemplateBody, StagesAvailable: ['Original', 'Processed'] };
  },
});
