import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { logGroupArn } from '../../../../model/arn';
import type { Operation } from '../../service';
import { notImplemented } from '../errors';
import { LogGroup } from '../log-group';
import { groupAccess, type Logs } from '../logs-context';
import { logGroupName } from '../names';
import { withTags } from '../tags';

export function createLogGroup(logs: Logs): Operation<CreateLogGroupRequest> {
  return {
    access: (input, request) => groupAccess('CreateLogGroup', request, input.logGroupName),
    run: (input, { account, region, kernel }) => {
      if (input.kmsKeyId !== undefined) throw notImplemented('CreateLogGroup', 'kmsKeyId');
      if (input.deletionProtectionEnabled) throw notImplemented('CreateLogGroup', 'deletionProtectionEnabled');
      if ((input.logGroupClass ?? 'STANDARD') !== 'STANDARD') throw notImplemented('CreateLogGroup', 'logGroupClass');
      const name = logGroupName(input.logGroupName);
      const arn = logGroupArn({ account, region, name });
      const group = new LogGroup({ account, region, name, arn, created: kernel.clock.now() });
      group.tags = withTags(group.tags, input.tags);
      logs.model.create(group);
      return undefined;
    },
  };
}
