import { Stack, type StackProps } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { SharedQueue } from '../../lib';

/** Deployed to 444455556666, before the owner's: SQS refuses to let in a role that does not exist. */
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const shop = new Role(this, 'Shop', { roleName: 'shop', assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    SharedQueue.fromArn(this, 'Orders', 'arn:aws:sqs:eu-west-1:111122223333:orders').grantSend(shop);
  }
}
