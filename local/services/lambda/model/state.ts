import { functionArn, parseArn } from '../../../../model/arn';
import { AwsError } from '../../../aws-error';
import type { Request } from '../../service';
import type { EventSourceMapping } from '../event-source-mapping';
import type { FunctionRecord } from './function-record';

/** The functions and mappings of all accounts. */
export class LambdaState {
  readonly functions = new Map<string, FunctionRecord>();
  readonly mappings = new Map<string, EventSourceMapping>();

  /** `name`, `name:$LATEST`, `account:function:name` or an ARN. */
  arnOf(nameOrArn: string, request: Pick<Request, 'account' | 'region'>): string {
    const arn = parseArn(nameOrArn);
    if (arn !== undefined) return functionArn({ ...arn, name: arn.resource.split(':')[1] ?? '' });
    const parts = nameOrArn.split(':');
    const [account, name] = parts[1] === 'function' ? [parts[0], parts[2]] : [request.account, parts[0]];
    return functionArn({ region: request.region, account: account ?? request.account, name: name ?? '' });
  }

  find(nameOrArn: string, request: Pick<Request, 'account' | 'region'>): FunctionRecord {
    const arn = this.arnOf(nameOrArn, request);
    const record = this.functions.get(arn);
    if (record === undefined)
      throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, { status: 404 });
    return record;
  }

  findMapping(uuid: string): EventSourceMapping {
    const mapping = this.mappings.get(uuid);
    if (mapping === undefined) {
      throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
    }
    return mapping;
  }
}
