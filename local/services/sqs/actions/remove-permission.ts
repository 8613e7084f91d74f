import type { RemovePermissionRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { invalidValue, missingParameter } from '../errors';
import { labelledStatements, setStatements } from '../permissions';
import type { Queues } from '../queues';

export function removePermission(queues: Queues): Operation<RemovePermissionRequest> {
  return {
    access: byUrl(queues, 'sqs:RemovePermission'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      const { Label: label } = input;
      if (!label) throw missingParameter('Label');
      const statements = labelledStatements(queue);
      const left = statements.filter(({ Sid }) => Sid !== label);
      if (left.length === statements.length) throw invalidValue('Label', label, "can't find label.");
      setStatements(queue, left, queues);
      return undefined;
    },
  };
}
