import { Aws, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { queueArn } from '../../model/arn';
import { dnsSuffixOf, partitionOf } from '../../model/partition';
import { check } from '../guard/rule';
import type { KeyPolicy } from './key-policy';
import { CONSUME, PRODUCE } from './queue-grants';
import type { ShareOptions } from './share-options';
import { SHARE_RULES } from './share-rules';
import { StatementsToAdd } from './statements-to-add';

type Side = 'Producers' | 'Consumers';

/**
 * The queue owner's half of a queue that other accounts use: AWS wants a statement on both sides, so the other half
 * is printed for whoever owns the principals.
 */
export class Shares {
  private readonly printed = new Map<Side, StatementsToAdd>();
  private count = 0;

  constructor(
    private readonly queue: sqs.IQueue,
    private readonly keyPolicy: KeyPolicy,
  ) {}

  /** @throws GuardError when AWS would refuse it, or would not let it happen */
  add(options: ShareOptions): void {
    check(this.queue, options, SHARE_RULES);
    const { producers = [], consumers = [], organizationId, additionalActions = [] } = options;
    const organization = organizationId === undefined ? [] : [new iam.OrganizationPrincipal(organizationId)];
    this.share('Producers', [...producers, ...organization], PRODUCE, additionalActions);
    this.share('Consumers', consumers, CONSUME, additionalActions);
  }

  private share(
    side: Side,
    principals: readonly iam.IPrincipal[],
    needs: { readonly queue: readonly string[]; readonly key: readonly string[] },
    additionalActions: readonly string[],
  ): void {
    const { queue } = this;
    const actions = [...new Set([...needs.queue, ...additionalActions])];
    for (const together of groups(principals)) {
      this.count += 1;
      const sid = `Share${side}${this.count}`;
      queue.addToResourcePolicy(
        new iam.PolicyStatement({ sid, principals: [...together], actions, resources: [queue.queueArn] }),
      );
      this.keyPolicy.add(
        new iam.PolicyStatement({
          sid,
          principals: [...together],
          actions: [...needs.key],
          resources: ['*'],
          conditions: throughSqs(queue),
        }),
        'other accounts',
      );
    }
    if (principals.length > 0) {
      this.print(side, identityStatements(queue, actions, needs.key));
    }
  }

  private print(side: Side, statements: readonly iam.PolicyStatement[]): void {
    const what = `Add this to the policies of the ${side.toLowerCase()} of ${this.queue.node.path} in other accounts`;
    const toAdd = this.printed.get(side) ?? new StatementsToAdd(this.queue, `${side}PolicyToAdd`, what);
    this.printed.set(side, toAdd);
    toAdd.add(...statements);
  }
}

/** What an identity of another account needs in a policy of its own. */
export function identityStatements(
  queue: sqs.IQueue,
  actions: readonly string[],
  keyActions: readonly string[],
): readonly iam.PolicyStatement[] {
  const use = new iam.PolicyStatement({ actions: [...actions], resources: [literalArn(queue) ?? queue.queueArn] });
  const key = queue.encryptionMasterKey;
  return key === undefined
    ? [use]
    : [
        use,
        new iam.PolicyStatement({
          actions: [...keyActions],
          resources: [key.keyArn],
          conditions: throughSqs(queue),
        }),
      ];
}

/** The key can be used by way of SQS only, and not to decrypt anything else. */
export function throughSqs(queue: sqs.IQueue): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const { region } = queue.env;
  const suffix = Token.isUnresolved(region) ? Aws.URL_SUFFIX : dnsSuffixOf(partitionOf(region));
  return { StringEquals: { 'kms:ViaService': `sqs.${region}.${suffix}` } };
}

/** A statement's condition holds for all of its principals, so one that brings its own stands alone. */
function groups(principals: readonly iam.IPrincipal[]): readonly (readonly iam.IPrincipal[])[] {
  const isPlain = ({ policyFragment }: iam.IPrincipal) => Object.keys(policyFragment.conditions).length === 0;
  const plain = principals.filter(isPlain);
  const others = principals.filter((principal) => !isPlain(principal)).map((principal) => [principal]);
  return plain.length === 0 ? others : [plain, ...others];
}

/** Known without CloudFormation where name, region and account are literal. */
function literalArn(queue: sqs.IQueue): string | undefined {
  const resource = queue.node.defaultChild;
  const name = sqs.CfnQueue.isCfnQueue(resource) ? resource.queueName : undefined;
  const { region, account } = queue.env;
  return name === undefined || [name, region, account].some((part) => Token.isUnresolved(part))
    ? undefined
    : queueArn({ region, account, name });
}
