import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { JobEndpoint, type JobEndpointProps, WorkQueue } from '../../../lib';
import { type CloudEvent, LocalCloud, type LocalCloudOptions } from '../../../local';
import { newStack } from '../../lib/synthesis';

export interface PostOptions {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Access key that signs. @default nobody signs */
  readonly key?: string;
}

/** A cloud that listens, with a job endpoint deployed from its own template. */
export class JobCloud {
  static async start(
    props: (stack: Stack) => Partial<JobEndpointProps>,
    options: LocalCloudOptions = {},
    change: (template: Record<string, unknown>) => void = () => {},
  ): Promise<JobCloud> {
    const cloud = await LocalCloud.start({ clock: 'virtual', port: 0, ...options });
    try {
      const events: CloudEvent[] = [];
      cloud.events.subscribe((event) => events.push(event));
      const outputs = await deploy(cloud, props, change);
      return new JobCloud(cloud, events, outputs);
    } catch (error) {
      await cloud.stop();
      throw error;
    }
  }

  private constructor(
    readonly cloud: LocalCloud,
    readonly events: readonly CloudEvent[],
    readonly outputs: Readonly<Record<string, string>>,
  ) {}

  /** Where the template's output says that jobs are posted. */
  get url(): string {
    return this.outputs['Url'] ?? '';
  }

  /** Deploys the stack again with other props. */
  async update(props: (stack: Stack) => Partial<JobEndpointProps>): Promise<void> {
    await deploy(this.cloud, props, () => {});
  }

  /** A request over HTTP. */
  post({ method = 'POST', path, body = '{}', headers = {}, key }: PostOptions = {}): Promise<Response> {
    const url = path === undefined ? this.url : new URL(path, this.cloud.url).href;
    const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0`;
    return fetch(url, {
      method,
      headers: { ...headers, ...(key === undefined ? {} : { authorization }) },
      ...(method === 'POST' ? { body } : {}),
    });
  }

  async messages(): Promise<readonly Message[]> {
    const { Messages = [] } = await this.cloud.client(SQSClient).send(
      new ReceiveMessageCommand({
        QueueUrl: this.outputs['QueueUrl'],
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 0,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  }
}

async function deploy(
  cloud: LocalCloud,
  props: (stack: Stack) => Partial<JobEndpointProps>,
  change: (template: Record<string, unknown>) => void,
): Promise<Readonly<Record<string, string>>> {
  const stack = newStack({ env: { account: cloud.account, region: cloud.region } });
  const given = props(stack);
  const queue = given.queue ?? new WorkQueue(stack, 'Queue', given.messageDeduplicationId ? { fifo: {} } : {});
  const { url, accessLog, api } = new JobEndpoint(stack, 'Jobs', { ...given, queue });
  const outputs = { Url: url, QueueUrl: queue.queueUrl, LogGroup: accessLog.logGroupName, ApiId: api.apiId };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
  const template = Template.fromStack(stack).toJSON();
  change(template);
  return (await cloud.cloudFormation.deployTemplate(template, { stackName: 'jobs' })).outputs;
}
