import type { AddPermissionRequest } from '@aws-sdk/client-sqs';
import { accountArn, parseArn } from '../../../../model/arn';
import { QUEUE_POLICY } from '../../../../model/limits/sqs';
import { isOwnerOnlyAction, SQS_ACTIONS } from '../../../../model/policy/sqs-actions';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { invalidValue, missingParameter, overLimit } from '../errors';
import { labelledStatements, setStatements } from '../permissions';
import type { Queues } from '../queues';

/** Adds a statement to the queue's policy. */
export function addPermission(queues: Queues): Operation<AddPermissionRequest> {
  return {
    access: byUrl(queues, 'sqs:AddPermission'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      const { Label: label, AWSAccountIds: accounts = [], Actions: actions = [] } = input;
      if (!label) throw missingParameter('Label');
      if (accounts.length === 0) throw missingParameter('AWSAccountIds');
      if (actions.length === 0) throw missingParameter('Actions');
      if (!/^[A-Za-z0-9_-]{1,80}$/.test(label)) {
        throw invalidValue(
          'Label',
          label,
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
        );
      }
      for (const action of actions) checkAction(action);
      const max = QUEUE_POLICY.maxActionsPerStatement;
      if (actions.length > max) throw overLimit(`${actions.length} Actions were found, maximum allowed is ${max}.`);
      for (const account of accounts) {
        if (!/^\d{12}$/.test(account)) throw invalidValue('PrincipalId', `[${account}]`, 'Unable to verify.');
      }
      const statements = labelledStatements(queue);
      if (statements.some(({ Sid }) => Sid === label)) throw invalidValue('Label', label, 'Already exists.');
      const partition = parseArn(queue.arn)?.partition;
      const statement = {
        Sid: label,
        Effect: 'Allow' as const,
        Principal: { AWS: single(accounts.map((account) => accountArn({ account, partition }))) },
        Action: single(actions.map((action) => `SQS:${action}`)),
        Resource: queue.arn,
      };
      setStatements(queue, [...statements, statement], queues);
      return undefined;
    },
  };
}

function checkAction(action: string): void {
  if (isOwnerOnlyAction(`sqs:${action}`)) {
    throw invalidValue('ActionName', `SQS:${action}`, 'Only the queue owner is allowed to invoke this action.');
  }
  if (action !== '*' && !SQS_ACTIONS.includes(`sqs:${action}`)) {
    throw invalidValue(
      'ActionName',
      `SQS:${action}`,
      'Please refer to the appropriate WSDL for a list of valid actions.',
    );
  }
}

/** SQS writes one value without a list. */
function single(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] as string) : values;
}
