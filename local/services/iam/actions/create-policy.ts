import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { policyAnswer } from '../answer';
import { type Iam, newId, newPolicyArn, policyAccess } from '../iam-context';
import { description, path, policyName } from '../names';
import type { ManagedPolicy } from '../role';
import { managedPolicy } from '../stored-policy';
import { withTags } from '../tags';

export function createPolicy(iam: Iam): Operation<CreatePolicyRequest, CreatePolicyResponse> {
  return {
    access: (input, request) =>
      policyAccess('CreatePolicy', newPolicyArn(input.PolicyName ?? '', input.Path, request), request),
    run: (input, request) => {
      const name = policyName(input.PolicyName);
      const policyPath = path(input.Path);
      const policy: ManagedPolicy = {
        name,
        path: policyPath,
        arn: newPolicyArn(name, policyPath, request),
        id: newId(iam, 'ANPA'),
        created: request.kernel.clock.now(),
        description: description(input.Description),
        policy: managedPolicy(input.PolicyDocument),
        tags: withTags(new Map(), input.Tags),
      };
      iam.model.createPolicy(request.account, policy);
      return { Policy: policyAnswer(iam.model, request.account, policy) };
    },
  };
}
