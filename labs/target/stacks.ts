import {
  CloudFormationClient,
  CloudFormationServiceException,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { LabError } from '../contract';
import type { Account } from './account';
import type { Time } from './time';

/** Bytes of a template in a request; a larger one must be in S3. */
const MAX_BODY = 51_200;
/** Seconds between two looks at a stack, and until nobody waits for it any longer. */
const INTERVAL = 3;
const PATIENCE = 1_800;

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

export interface NewStack {
  readonly name: string;
  readonly template: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Puts a template that is too large for a request into S3; its URL. */
  upload(template: string): Promise<string>;
}

/** CloudFormation in the learner's account. */
export class AccountStacks {
  private readonly client: CloudFormationClient;

  constructor(
    account: Account,
    private readonly time: Time,
  ) {
    this.client = account.client(CloudFormationClient);
  }

  /** @throws LabError with the reason of every resource that failed */
  async create({ name, template, tags, upload }: NewStack): Promise<readonly StackResource[]> {
    const small = Buffer.byteLength(template) <= MAX_BODY;
    const { StackId = name } = await this.client.send(
      new CreateStackCommand({
        StackName: name,
        ...(small ? { TemplateBody: template } : { TemplateURL: await upload(template) }),
        Tags: [...tags],
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const stack = await this.settled(StackId);
    if (stack?.StackStatus !== 'CREATE_COMPLETE') {
      throw new LabError(await this.failureText(StackId, `${name} could not be created`, 'CREATE_FAILED', stack));
    }
    return this.resources(StackId);
  }

  /** Deletes a stack with what is in it; undefined when it is gone, else why it is not. */
  async delete(StackId: string): Promise<string | undefined> {
    await this.client.send(new DeleteStackCommand({ StackName: StackId }));
    const stack = await this.settled(StackId);
    if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return undefined;
    return this.failureText(StackId, `${stack.StackName} could not be deleted`, 'DELETE_FAILED', stack);
  }

  /** By name or id; undefined for one that is not there, or not any more. */
  async find(StackName: string): Promise<Stack | undefined> {
    try {
      const { Stacks = [] } = await this.client.send(new DescribeStacksCommand({ StackName }));
      return Stacks[0];
    } catch (error) {
      const missing = error instanceof CloudFormationServiceException && /does not exist/.test(error.message);
      if (missing) return undefined;
      throw error;
    }
  }

  async resources(StackName: string): Promise<readonly StackResource[]> {
    const resources: StackResource[] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client: this.client },
      { StackName },
    )) {
      for (const {
        LogicalResourceId = '',
        PhysicalResourceId,
        ResourceType = '',
        ResourceStatus,
      } of StackResourceSummaries) {
        if (PhysicalResourceId === undefined || ResourceStatus === 'DELETE_COMPLETE') continue;
        resources.push({ logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType });
      }
    }
    return resources;
  }

  /** The stack when nothing is going on with it any more. */
  private async settled(StackId: string): Promise<Stack | undefined> {
    for (let waited = 0; ; waited += INTERVAL) {
      const stack = await this.find(StackId);
      if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
      if (waited >= PATIENCE) return stack;
      await this.time.pass(INTERVAL);
    }
  }

  private async failureText(StackId: string, what: string, failed: string, stack: Stack | undefined): Promise<string> {
    const reasons: string[] = [];
    for await (const { StackEvents = [] } of paginateDescribeStackEvents(
      { client: this.client },
      { StackName: StackId },
    )) {
      for (const { ResourceStatus, ResourceStatusReason, ResourceType, LogicalResourceId } of StackEvents) {
        if (ResourceType === 'AWS::CloudFormation::Stack' || ResourceStatus !== failed) continue;
        // Those that were stopped because another one failed say nothing of their own.
        if (ResourceStatusReason === 'Resource creation cancelled') continue;
        reasons.unshift(`${LogicalResourceId} (${ResourceType}): ${ResourceStatusReason}`);
      }
    }
    if (reasons.length === 0 && stack?.StackStatusReason !== undefined) reasons.push(stack.StackStatusReason);
    return [`The stack ${what} (${stack?.StackStatus}).`, ...reasons].join('\n  ');
  }
}
