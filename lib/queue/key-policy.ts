import { Annotations, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { ruleId } from '../guard/rule';
import { StatementsToAdd } from './statements-to-add';

/** The policy of the customer key that encrypts a queue. Of a key that this app does not make, it is printed. */
export class KeyPolicy {
  private readonly toAdd: StatementsToAdd;

  constructor(
    private readonly queue: IQueue,
    /** Whether somebody has said that others write the policies, so that it is no surprise. */
    private readonly managedExternally: boolean,
  ) {
    this.toAdd = new StatementsToAdd(
      queue,
      'KeyPolicyToAdd',
      `Add this to the policy of the key that encrypts ${queue.node.path}`,
    );
  }

  /** @param who cannot use the key without the statement */
  add(statement: iam.PolicyStatement, who: string): void {
    const { queue } = this;
    const added = queue.encryptionMasterKey?.addToResourcePolicy(statement).statementAdded ?? true;
    if (added) {
      return;
    }
    this.toAdd.add(statement);
    if (!this.managedExternally) {
      Annotations.of(queue).addWarningV2(
        ruleId('KeyPolicy'),
        `'encryptionKey' is not made in this app, so its policy stays as it is, and ${who} cannot use it. ` +
          `Add this statement to the key's policy: ` +
          JSON.stringify(Stack.of(queue).resolve(statement.toStatementJson())),
      );
    }
  }
}
