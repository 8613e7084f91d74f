import type { CloudFormation } from '../../cloudformation';
import type { Kernel } from '../../kernel/kernel';
import type { Service } from '../service';
import { createChangeSet } from './actions/create-change-set';
import { createStack } from './actions/create-stack';
import { deleteChangeSet } from './actions/delete-change-set';
import { deleteStack } from './actions/delete-stack';
import { describeChangeSet } from './actions/describe-change-set';
import { describeStackEvents } from './actions/describe-stack-events';
import { describeStacks } from './actions/describe-stacks';
import { executeChangeSet } from './actions/execute-change-set';
import { getTemplate } from './actions/get-template';
import { getTemplateSummary } from './actions/get-template-summary';
import { listStacks } from './actions/list-stacks';
import { describeStackResources, listStackResources } from './actions/stack-resources';
import { updateStack } from './actions/update-stack';
import { ChangeSets } from './change-sets';
import type { CloudFormationContext } from './context';

/** CloudFormation's API: what the stacks are made by is `local/cloudformation`. */
export function createCloudFormationApi(kernel: Kernel, engine: CloudFormation): Service {
  const context: CloudFormationContext = {
    kernel,
    engine,
    changeSets: new ChangeSets(),
    random: kernel.random.fork('cloudformation-api'),
  };
  return {
    name: 'cloudformation',
    operations: {
      CreateChangeSet: createChangeSet(context),
      CreateStack: createStack(context),
      DeleteChangeSet: deleteChangeSet(context),
      DeleteStack: deleteStack(context),
      DescribeChangeSet: describeChangeSet(context),
      DescribeStackEvents: describeStackEvents(context),
      DescribeStackResources: describeStackResources(context),
      DescribeStacks: describeStacks(context),
      ExecuteChangeSet: executeChangeSet(context),
      GetTemplate: getTemplate(context),
      GetTemplateSummary: getTemplateSummary(context),
      ListStackResources: listStackResources(context),
      ListStacks: listStacks(context),
      UpdateStack: updateStack(context),
    },
  };
}
