import type { DeleteChangeSetInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service';
import { changeSetAccess, changeSetOf } from '../change-set-of';
import type { CloudFormationContext } from '../context';

export const deleteChangeSet = (context: CloudFormationContext): Operation<DeleteChangeSetInput, object> => ({
  access: (input, request) => changeSetAccess(context, 'DeleteChangeSet', input, request),

  run(input, request) {
    context.changeSets.remove(changeSetOf(context, input, request));
    return {};
  },
});
