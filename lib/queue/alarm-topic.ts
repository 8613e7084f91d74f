import { Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { noteTopic } from '../sources/source-stacks';

/** Tells the topic, where there is one, when an alarm goes off and when it is over. */
export function notify(topic: ITopic | undefined, alarms: readonly (cloudwatch.Alarm | undefined)[]): void {
  if (topic === undefined) {
    return;
  }
  const action = new SnsAction(topic);
  for (const alarm of alarms) {
    alarm?.addAlarmAction(action);
    alarm?.addOkAction(action);
    if (alarm !== undefined) {
      noteTopic(alarm, topic);
    }
  }
  allowAlarms(topic);
}

/**
 * Any alarm of the account: naming these would make a cycle, since they name the topic. The default policy of a
 * topic lets them publish too, but the first statement that anybody adds (TLS only, for example) replaces it.
 */
function allowAlarms(topic: ITopic): void {
  const sid = 'AllowAlarms';
  const principals = [new iam.ServicePrincipal('cloudwatch.amazonaws.com')];
  const { account } = Stack.of(topic);
  const conditions = { StringEquals: { 'aws:SourceAccount': account } };
  topic.addToResourcePolicy(
    new iam.PolicyStatement({ sid, principals, actions: ['sns:Publish'], resources: [topic.topicArn], conditions }),
  );
  topic.masterKey?.addToResourcePolicy(
    new iam.PolicyStatement({
      sid,
      principals,
      actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      resources: ['*'],
      conditions,
    }),
  );
}
