import { type App, CfnResource } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Acknowledgement } from '../../../docs/examples/acknowledgements';

const isA = (type: string) => (resource: CfnResource) => resource.cfnResourceType === type;
const buckets = isA('AWS::S3::Bucket');

/** What the packs find in the buckets, tables, topics and keys around the constructs, which are any app's own. */
export function appAcknowledgements(app: App): readonly Acknowledgement[] {
  return [
    {
      what: 'bucket',
      of: buckets,
      rules: [
        'AwsSolutions::AwsSolutions-S1',
        'NIST.800.53.R5::NIST.800.53.R5-S3BucketLoggingEnabled',
        'cdk-validator-cfnguard::s3_bucket_logging_enabled_check',
      ],
      reason:
        'Access logs need a second bucket that outlives this one; the app is made to be destroyed without a rest.',
    },
    {
      what: 'bucket',
      of: buckets,
      rules: [
        'NIST.800.53.R5::NIST.800.53.R5-S3BucketReplicationEnabled',
        'NIST.800.53.R5::NIST.800.53.R5-S3BucketVersioningEnabled',
        'cdk-validator-cfnguard::s3_bucket_versioning_enabled_check',
        'cdk-validator-cfnguard::s3_bucket_object_lock_enabled_check',
        'cdk-validator-cfnguard::s3_lifecycle_policy_check',
      ],
      reason: 'Old versions, copies and locked objects would stay behind: the app is made to be destroyed.',
    },
    {
      what: 'bucket',
      of: buckets,
      rules: [
        'NIST.800.53.R5::NIST.800.53.R5-S3DefaultEncryptionKMS',
        'cdk-validator-cfnguard::s3_bucket_default_encryption_kms_check',
      ],
      reason: 'Encrypted with keys of S3: a key of its own costs a dollar a month and is for its user to decide.',
    },
    {
      what: 'bucket',
      of: buckets,
      rules: ['cdk-validator-cfnguard::s3_event_notifications_enabled_check'],
      reason: 'The bucket of results. Its objects start nothing.',
    },
    {
      what: "role that reads a bucket's objects",
      of: isA('AWS::IAM::Policy'),
      rules: objectWildcards(app),
      reason: 'Objects get their keys from whoever uploads, so the permission is for all objects of one bucket.',
    },
    {
      what: 'fleet of one instance type',
      of: isA('AWS::AutoScaling::AutoScalingGroup'),
      rules: ['cdk-validator-cfnguard::autoscaling_mixed_instances_policy_multiple_instance_types_check'],
      reason: 'On-Demand instances of one type. Which types a fleet mixes is for its user to decide.',
    },
    {
      what: 'role of a fleet',
      of: isA('AWS::IAM::Policy'),
      rules: groupWildcards(app),
      reason:
        "A group's ARN has an id that nobody knows before it is there. Its name is in the ARN, too, and it is unique.",
    },
    {
      what: 'policy of a role of an example',
      of: (resource) =>
        isA('AWS::IAM::Policy')(resource) && resource.node.path.endsWith('/Shop/DefaultPolicy/Resource'),
      rules: ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy'],
      reason: "Stands for another account's role, which a grant of CDK's gives a policy of its own.",
    },
    {
      what: 'topic of an example',
      of: isA('AWS::SNS::Topic'),
      rules: ['AwsSolutions::AwsSolutions-SNS3', 'NIST.800.53.R5::NIST.800.53.R5-SNSEncryptedKMS'],
      reason:
        "A policy or key would have to admit whoever publishes, alarms among them, which is not the example's point.",
    },
    {
      what: 'table of an example',
      of: isA('AWS::DynamoDB::Table'),
      rules: [
        'AwsSolutions::AwsSolutions-DDB3',
        'NIST.800.53.R5::NIST.800.53.R5-DynamoDBAutoScalingEnabled',
        'NIST.800.53.R5::NIST.800.53.R5-DynamoDBInBackupPlan',
        'NIST.800.53.R5::NIST.800.53.R5-DynamoDBPITREnabled',
        'cdk-validator-cfnguard::dynamodb_table_pitr_enabled_check',
        'cdk-validator-cfnguard::dynamodb_table_encrypted_kms_check',
      ],
      reason: 'Stands for any table: backup and keys are not what the example shows.',
    },
    {
      what: 'key of an example',
      of: isA('AWS::KMS::Key'),
      rules: ['cdk-validator-cfnguard::kms_create_grant_aws_service_check'],
      reason: "CDK's key policy delegates kms:* to the account's own identities. No service is admitted to grants.",
    },
  ];
}

/** By the group's name. */
function groupWildcards(app: App): readonly string[] {
  return app.node
    .findAll()
    .filter((node) => CfnAutoScalingGroup.isCfnAutoScalingGroup(node))
    .map(
      ({ autoScalingGroupName }) =>
        'AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:autoscaling:<AWS::Region>:<AWS::AccountId>:' +
        `autoScalingGroup:*:autoScalingGroupName/${autoScalingGroupName}]`,
    );
}

/** cdk-nag tells the objects of each bucket apart, by the bucket's logical id. */
function objectWildcards(app: App): readonly string[] {
  const found = app.node
    .findAll()
    .filter((node) => CfnResource.isCfnResource(node))
    .filter(buckets)
    .map((bucket) => `AwsSolutions::AwsSolutions-IAM5[Resource::<${bucket.stack.getLogicalId(bucket)}.Arn>/*]`);
  // Buckets of several stacks have the same logical id.
  return [...new Set(found)];
}
