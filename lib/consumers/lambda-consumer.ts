import { Annotations, Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IDependable } from 'constructs';
import { ENVIRONMENT } from '../../model/environment';
import { BATCH_SIZE, FUNCTION_TIMEOUT, MAXIMUM_POLLERS, MINIMUM_POLLERS } from '../../model/limits/lambda';
import { check, ruleId } from '../guard/rule';
import { CONSUME, PRODUCE } from '../queue/queue-grants';
import { isAnyWorkQueue } from '../queue/work-queue-base';
import { createFunction, DEFAULT_TIMEOUT } from './consumer-function';
import type { LambdaConsumerProps } from './lambda-consumer-props';
import { LAMBDA_CONSUMER_RULES } from './lambda-consumer-rules';
import { type Redrive, redriveOf } from './redrive';
import { settleVisibility } from './visibility';

/**
 * A Lambda function that consumes a queue. Each message is reported for itself, so one that fails does not bring
 * back the others of its batch; one that keeps failing is moved to the dead-letter queue by SQS.
 */
export class LambdaConsumer extends Construct implements iam.IGrantable {
  readonly fn: lambda.IFunction;
  readonly mapping: lambda.EventSourceMapping;

  /** Where the function writes. Undefined for an existing function. */
  readonly logGroup?: logs.ILogGroup;

  /** The role of the function, to grant it what the handler needs. */
  readonly grantPrincipal: iam.IPrincipal;

  constructor(scope: Construct, id: string, props: LambdaConsumerProps) {
    super(scope, id);
    check(this, props, LAMBDA_CONSUMER_RULES);

    const { fn, logGroup, timeout } = functionOf(this, props);
    this.fn = fn;
    this.logGroup = logGroup;
    this.grantPrincipal = fn.grantPrincipal;

    settleVisibility(this, props.queue, { timeout, maxBatchingWindow: props.maxBatchingWindow });
    const redrive = redriveOf(props.queue);
    const permissions = this.allowConsuming(props.queue, redrive);
    if (redrive !== undefined) {
      this.tell(redrive);
    }
    this.mapping = new lambda.EventSourceMapping(this, 'Mapping', {
      target: fn,
      eventSourceArn: props.queue.queueArn,
      batchSize: props.batchSize ?? BATCH_SIZE.default,
      maxBatchingWindow: props.maxBatchingWindow,
      maxConcurrency: props.maxConcurrency,
      provisionedPollerConfig: pollerConfig(props.provisionedPollers),
      filters: props.filters?.map((filter) => lambda.FilterCriteria.filter(filter)),
      reportBatchItemFailures: true,
    });
    // Lambda tries the role's permissions when it takes the mapping.
    this.mapping.node.addDependency(...permissions);
  }

  /** Gives the role of the function another permission. */
  addToRolePolicy(statement: iam.PolicyStatement): void {
    this.grantPrincipal.addToPrincipalPolicy(statement);
  }

  /** What cannot ever succeed the engine itself sends to the dead-letter queue, so the role may send there, and only there. */
  private allowConsuming(queue: IQueue, redrive: Redrive | undefined): IDependable[] {
    if (redrive === undefined && isAnyWorkQueue(queue)) {
      return [queue.grantConsume(this)];
    }
    const key = redrive === undefined ? CONSUME.key : PRODUCE.key;
    queue.encryptionMasterKey?.grant(this, ...key);
    const consume = queue.grant(this, ...CONSUME.queue);
    const deadLetter = redrive?.deadLetterQueue.grant(this, ...PRODUCE.queue);
    return deadLetter === undefined ? [consume] : [consume, deadLetter];
  }

  /** The engine learns from these where the queue's messages end. */
  private tell(redrive: Redrive): void {
    const variables = {
      [ENVIRONMENT.deadLetterQueueUrl]: redrive.deadLetterQueue.queueUrl,
      [ENVIRONMENT.maxReceiveCount]: String(redrive.maxReceiveCount),
    };
    if (this.fn instanceof lambda.Function) {
      for (const [name, value] of Object.entries(variables)) {
        this.fn.addEnvironment(name, value);
      }
      return;
    }
    Annotations.of(this).addWarningV2(
      ruleId('ConsumerEnvironment'),
      `${this.fn.node.path} is not made in this app, so its environment stays as it is. Set ` +
        `${Object.keys(variables).join(' and ')} there, or its handler leaves every failure to the queue's redrive policy.`,
    );
  }
}

function pollerConfig(pollers: LambdaConsumerProps['provisionedPollers']): lambda.ProvisionedPollerConfig | undefined {
  return (
    pollers && {
      minimumPollers: pollers.minimum ?? MINIMUM_POLLERS.default,
      maximumPollers: pollers.maximum ?? MAXIMUM_POLLERS.default,
    }
  );
}

interface FunctionAndTimeout {
  readonly fn: lambda.IFunction;
  readonly logGroup?: logs.ILogGroup;
  readonly timeout: Duration;
}

function functionOf(scope: Construct, props: LambdaConsumerProps): FunctionAndTimeout {
  if (props.handler === undefined) {
    const description = props.description ?? `Consumes ${props.queue.node.path}`;
    return { ...createFunction(scope, { ...props, description }), timeout: props.timeout ?? DEFAULT_TIMEOUT };
  }
  const own = props.handler instanceof lambda.Function ? props.handler.timeout : undefined;
  return { fn: props.handler, timeout: own ?? props.timeout ?? Duration.seconds(FUNCTION_TIMEOUT.default) };
}
