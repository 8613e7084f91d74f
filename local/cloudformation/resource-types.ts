import { httpApi } from './resources/apigatewayv2-api';
import { httpApiIntegration } from './resources/apigatewayv2-integration';
import { httpApiRoute } from './resources/apigatewayv2-route';
import { httpApiStage } from './resources/apigatewayv2-stage';
import { autoScalingGroup } from './resources/auto-scaling-group';
import { lifecycleHook } from './resources/auto-scaling-lifecycle-hook';
import { scalingPolicy } from './resources/auto-scaling-policy';
import { cdkMetadata } from './resources/cdk-metadata';
import { alarm } from './resources/cloudwatch-alarm';
import { dashboard } from './resources/cloudwatch-dashboard';
import { launchTemplate } from './resources/ec2-launch-template';
import {
  egressOnlyInternetGateway,
  internetGateway,
  route,
  routeTable,
  subnetRouteTableAssociation,
  vpcEndpoint,
  vpcGatewayAttachment,
} from './resources/ec2-routes';
import { securityGroup, securityGroupEgress, securityGroupIngress } from './resources/ec2-security-groups';
import { subnet, vpc, vpcCidrBlock } from './resources/ec2-vpc';
import { eventRule } from './resources/events-rule';
import { instanceProfile } from './resources/iam-instance-profile';
import { managedPolicy } from './resources/iam-managed-policy';
import { policy } from './resources/iam-policy';
import { role } from './resources/iam-role';
import { keyAlias } from './resources/kms-alias';
import { key } from './resources/kms-key';
import { eventSourceMapping } from './resources/lambda-event-source-mapping';
import { lambdaFunction } from './resources/lambda-function';
import { logGroup } from './resources/logs-log-group';
import { metricFilter } from './resources/logs-metric-filter';
import { bucket } from './resources/s3-bucket';
import { bucketPolicy } from './resources/s3-bucket-policy';
import { subscription } from './resources/sns-subscription';
import { topic } from './resources/sns-topic';
import { topicInlinePolicy, topicPolicy } from './resources/sns-topic-policy';
import { queue } from './resources/sqs-queue';
import { queuePolicy } from './resources/sqs-queue-policy';
import type { ResourceTypes } from './support';

/** Every resource type that the local cloud deploys. */
export const RESOURCE_TYPES: ResourceTypes = new Map(
  [
    queue,
    queuePolicy,
    bucket,
    bucketPolicy,
    lambdaFunction,
    eventSourceMapping,
    role,
    policy,
    managedPolicy,
    logGroup,
    metricFilter,
    alarm,
    dashboard,
    key,
    keyAlias,
    topic,
    topicPolicy,
    topicInlinePolicy,
    subscription,
    eventRule,
    httpApi,
    httpApiIntegration,
    httpApiRoute,
    httpApiStage,
    instanceProfile,
    autoScalingGroup,
    lifecycleHook,
    scalingPolicy,
    launchTemplate,
    vpc,
    vpcCidrBlock,
    subnet,
    routeTable,
    subnetRouteTableAssociation,
    route,
    internetGateway,
    vpcGatewayAttachment,
    egressOnlyInternetGateway,
    vpcEndpoint,
    securityGroup,
    securityGroupIngress,
    securityGroupEgress,
    cdkMetadata,
  ].map((type) => [type.type, type]),
);
