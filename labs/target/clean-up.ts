import type { Stack } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateDescribeLogGroups, TagResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { bucketArn, logGroupArn } from '../../model/arn';
import { partitionOf } from '../../model/partition';
import type { Account } from './account';
import { bucketOf, type LabRun, RUN_TAG, stackNameOf, tagsOf } from './lab-run';
import { emptyBucket } from './leftovers';
import { type Removable, removable } from './removable';
import { AccountStacks } from './stacks';
import { taggedWith } from './tagged';
import type { Time } from './time';

/** SQS takes up to a minute to delete a queue, and the index of tags follows when it likes. */
const PATIENCE = 120;
const INTERVAL = 5;

const STILL_THERE = 'it was deleted, and is still there';

export interface Leftover {
  /** ARN, or the name of a stack. */
  readonly what: string;
  readonly because: string;
}

/** Removes what runs of labs left in an account, and nothing that does not carry their tag. */
export class CleanUp {
  private readonly stacks: AccountStacks;

  constructor(
    private readonly account: Account,
    private readonly time: Time,
    private readonly say: (line: string) => void,
  ) {
    this.stacks = new AccountStacks(account, time);
  }

  /** Deletes the run's stack, then sweeps by tag; returns what is there nevertheless. */
  async remove(run: LabRun): Promise<readonly Leftover[]> {
    const stackFailure = await this.removeStack(run);
    const failures = new Map<string, string>();
    for (const arn of await this.candidates(run)) {
      const resource = removable(arn, this.account);
      if (resource === undefined || !(await resource.exists())) continue;
      try {
        await resource.remove();
        this.say(`deleted ${arn}`);
      } catch (error) {
        failures.set(arn, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      }
    }
    const left = await this.settle(run, failures);
    return stackFailure === undefined ? left : [{ what: stackNameOf(run), because: stackFailure }, ...left];
  }

  /** Why the stack is still there; undefined when it is not. */
  private async removeStack(run: LabRun): Promise<string | undefined> {
    const name = stackNameOf(run);
    const stack = await this.stacks.find(name);
    if (stack === undefined) return undefined;
    if (!carries(stack.Tags, run)) return `it does not carry the tag ${RUN_TAG} = ${run.id}, and is not touched`;
    this.say(`deleting the stack ${name} ...`);
    await this.prepareDeletion(stack, run);
    const failure = await this.stacks.delete(stack.StackId ?? name);
    if (failure === undefined) this.say(`deleted the stack ${name}`);
    return failure;
  }

  /** What CloudFormation cannot do: it deletes empty buckets only, and knows nothing of the logs that Lambda makes. */
  private async prepareDeletion({ StackId = '' }: Stack, run: LabRun): Promise<void> {
    for (const { type, physicalId } of await this.stacks.resources(StackId)) {
      if (type === 'AWS::S3::Bucket' && (await this.isTaggedBucket(physicalId, run))) {
        await emptyBucket(this.account.client(S3Client), physicalId);
      }
      if (type === 'AWS::Lambda::Function') await this.claimLogGroup(`/aws/lambda/${physicalId}`, run);
    }
  }

  /** Lambda makes a function's log group at its first run. It gets the tag, so that the sweep finds it. */
  private async claimLogGroup(name: string, run: LabRun): Promise<void> {
    const arn = logGroupArn({ ...this.account, name });
    if (!(await removable(arn, this.account)?.exists())) return;
    const tags = Object.fromEntries(tagsOf(run).map(({ Key, Value }) => [Key, Value]));
    await this.account.client(CloudWatchLogsClient).send(new TagResourceCommand({ resourceArn: arn, tags }));
  }

  /** ARNs that carry the tag; the run's bucket is known without the index. */
  private async candidates(run: LabRun): Promise<readonly string[]> {
    const found = (await taggedWith(this.account, run.id)).map(({ ResourceARN = '' }) => ResourceARN);
    const name = bucketOf(run);
    const own = (await this.isTaggedBucket(name, run))
      ? [bucketArn({ name, partition: partitionOf(this.account.region) })]
      : [];
    return [...new Set([...found, ...own])].filter((arn) => !isStack(arn));
  }

  /** Looks again until nothing is there any more, or nobody waits any longer. */
  private async settle(run: LabRun, failures: ReadonlyMap<string, string>): Promise<readonly Leftover[]> {
    for (let waited = 0; ; waited += INTERVAL) {
      const left = await this.leftovers(run, failures);
      if (!left.some(({ because }) => because === STILL_THERE) || waited >= PATIENCE) return left;
      await this.time.pass(INTERVAL);
    }
  }

  private async leftovers(run: LabRun, failures: ReadonlyMap<string, string>): Promise<readonly Leftover[]> {
    const left: Leftover[] = [];
    for (const what of await this.candidates(run)) {
      const resource: Removable | undefined = removable(what, this.account);
      if (resource !== undefined && !(await resource.exists())) continue;
      const because =
        failures.get(what) ??
        (resource === undefined
          ? 'it carries the tag, and labs cannot delete its kind. AWS lists what was just deleted for a while'
          : STILL_THERE);
      left.push({ what, because });
    }
    return [...left, ...(await this.strayLogGroups(run)), ...(await this.strayBucket(run))];
  }

  /** Made by a function that began after its log group was looked for. */
  private async strayLogGroups(run: LabRun): Promise<readonly Leftover[]> {
    const client = this.account.client(CloudWatchLogsClient);
    const logGroupNamePrefix = `/aws/lambda/${stackNameOf(run)}-`;
    const stray: Leftover[] = [];
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix })) {
      for (const { logGroupName: name = '' } of logGroups) {
        const what = logGroupArn({ ...this.account, name });
        stray.push({ what, because: "it has the name of a function's log group, and not the tag. Delete it by hand" });
      }
    }
    const tagged = new Set((await taggedWith(this.account, run.id)).map(({ ResourceARN }) => ResourceARN));
    return stray.filter(({ what }) => !tagged.has(what));
  }

  /** Made by a run that was ended before it could tag it. */
  private async strayBucket(run: LabRun): Promise<readonly Leftover[]> {
    const name = bucketOf(run);
    const what = bucketArn({ name, partition: partitionOf(this.account.region) });
    if ((await this.isTaggedBucket(name, run)) || !(await removable(what, this.account)?.exists())) return [];
    return [{ what, because: 'it has the name of the run, and not its tag. Delete it by hand' }];
  }

  private async isTaggedBucket(Bucket: string, run: LabRun): Promise<boolean> {
    try {
      const { TagSet } = await this.account.client(S3Client).send(new GetBucketTaggingCommand({ Bucket }));
      return carries(TagSet, run);
    } catch (error) {
      if (error instanceof Error && ['NoSuchBucket', 'NoSuchTagSet'].includes(error.name)) return false;
      throw error;
    }
  }
}

const carries = (
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
  { id }: LabRun,
): boolean => tags.some(({ Key, Value }) => Key === RUN_TAG && Value === id);

const isStack = (arn: string): boolean => arn.includes(':cloudformation:');
