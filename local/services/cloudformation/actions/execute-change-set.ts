import type { ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { changeSetAccess, changeSetOf } from '../change-set-of';
import type { CloudFormationContext } from '../context';
import { notImplemented } from '../errors';

/** Answers when the deployment has begun. All change sets of the stack go with it. */
export const executeChangeSet = (context: CloudFormationContext): Operation<ExecuteChangeSetInput, object> => ({
  access: (input, request) => changeSetAccess(context, 'ExecuteChangeSet', input, request),

  run(input, request) {
    if (input.DisableRollback === true) throw notImplemented('DisableRollback');
    const { engine, changeSets } = context;
    const { id, isEmpty, changes } = changeSetOf(context, input, request);
    if (isEmpty) {
      throw new AwsError(
        'InvalidChangeSetStatus',
        `ChangeSet [${id}] cannot be executed in its current status of [FAILED]`,
      );
    }
    const { identity, template, parameters, tags } = changes.request;
    // Prepared anew: the stack may be another one by now. Resources are made in the name of who executes it.
    const { principal } = request;
    engine.begin(engine.prepare({ ...identity, tags, principal }, template, parameters));
    for (const set of changeSets.ofStack(identity.stackId)) changeSets.remove(set);
    return {};
  },
});
