import { parseArn } from '../../../model/arn';
import type { PolicyDocument } from '../../../model/policy/document';
import { type Delivery, deliveries } from '../template/deliveries';
import { askFor } from '../template/permission';
import { documentOf, evaluable, queuePolicies } from '../template/policies';
import { hasManagedKey } from '../template/queues';
import { reader, type Severity, type TemplateRule } from '../template/template-rule';
import { nameOf, shown, type Templates } from '../template/templates';
import { replaceUnknown } from '../template/values';

const CONSEQUENCES = {
  s3: 'S3 answers "Unable to validate the following destination configurations", and the stack does not deploy',
  sns: 'SNS is denied at each delivery, and the messages are lost without a word',
  events: 'EventBridge is denied at each delivery, and drops the events after its retries',
} as const;

export const SENDER_RULES: readonly TemplateRule[] = [
  missingPolicy('QueuePolicyMissing', 'error', true, 'A queue of these stacks lets in what sends to it'),
  missingPolicy('ImportedQueuePolicy', 'warning', false, 'A queue from elsewhere is known to let in what sends to it'),
  {
    id: 'ManagedKey',
    severity: 'error',
    title: "No service sends to a queue under AWS's own key",
    *judge(templates) {
      for (const delivery of deliveries(templates)) {
        const queue = templates.byArn(delivery.queueArn);
        if (!hasManagedKey(queue, templates)) continue;
        yield {
          ...delivery,
          problem: `'${delivery.property}' must be a queue whose key lets ${delivery.service} in, got ${queue?.path} under alias/aws/sqs`,
          consequence: `Nobody can change the policy of AWS's own key. ${CONSEQUENCES[delivery.service]}`,
          fix: "Set 'encryption: sqs.QueueEncryption.SQS_MANAGED' (SSE-SQS), or bring a kms.Key as 'encryptionMasterKey'",
        };
      }
    },
  },
  {
    id: 'QueueKeyPolicy',
    severity: 'error',
    title: "A queue's own key lets in what sends to the queue",
    *judge(templates) {
      for (const delivery of deliveries(templates)) {
        const queue = templates.byArn(delivery.queueArn);
        const keyId = queue && reader(queue, templates).text(queue.properties['KmsMasterKeyId']);
        const key = keyId === undefined ? undefined : keyOf(keyId, templates);
        if (key === undefined) continue;
        const arn = templates.attribute(key, 'Arn');
        const document = evaluable(documentOf(key.properties['KeyPolicy'], key.stack, templates), arn);
        if (document === undefined) continue;
        const denied = ['kms:GenerateDataKey', 'kms:Decrypt'].find(
          (action) => askFor({ ...delivery, action, resource: arn }, [document]) === 'no',
        );
        if (denied === undefined) continue;
        yield {
          ...delivery,
          problem: `'${delivery.property}' must be a queue whose key lets ${delivery.service} in, got ${queue?.path}, whose key ${key.path} denies it ${denied}`,
          consequence: CONSEQUENCES[delivery.service],
          fix: `Add to the key: ${keyStatement(delivery)}`,
        };
      }
    },
  },
];

function missingPolicy(id: string, severity: Severity, own: boolean, title: string): TemplateRule {
  return {
    id,
    severity,
    title,
    *judge(templates) {
      const policies = policiesByQueue(templates);
      for (const delivery of deliveries(templates)) {
        const { queueArn, service } = delivery;
        if ((templates.byArn(queueArn) !== undefined) !== own || parseArn(queueArn)?.service !== 'sqs') continue;
        const found = policies.get(queueArn) ?? [];
        if (found.includes(undefined)) continue;
        const documents = found.flatMap((document) => document ?? []);
        if (askFor({ ...delivery, action: 'sqs:SendMessage', resource: queueArn }, documents) !== 'no') continue;
        yield {
          ...delivery,
          problem: own
            ? `'${delivery.property}' must be a queue whose policy lets ${service} send for ${shown(delivery.sourceArn)}, got ${shown(queueArn)}`
            : `'${delivery.property}' must be a queue whose policy lets ${service} send, got ${shown(queueArn)}, which these stacks do not create and give no policy`,
          consequence: own
            ? CONSEQUENCES[service]
            : `CDK adds nothing to an imported queue. Unless its owner did: ${CONSEQUENCES[service]}`,
          fix: own
            ? `Add to the queue's policy: ${queueStatement(delivery)}`
            : `Have the owner add to the queue's policy, then acknowledge this: ${queueStatement(delivery)}`,
        };
      }
    },
  };
}

function policiesByQueue(templates: Templates): ReadonlyMap<string, readonly (PolicyDocument | undefined)[]> {
  const found = new Map<string, (PolicyDocument | undefined)[]>();
  for (const { queueArn, document } of queuePolicies(templates)) {
    found.set(queueArn, [...(found.get(queueArn) ?? []), evaluable(document, queueArn)]);
  }
  return found;
}

/** By id, ARN or alias. */
function keyOf(id: string, templates: Templates) {
  const alias = templates.ofType('AWS::KMS::Alias').find((other) => templates.attribute(other, 'Ref') === id);
  const target = alias && reader(alias, templates).text(alias.properties['TargetKeyId']);
  return templates
    .ofType('AWS::KMS::Key')
    .find((key) => [id, target].some((name) => name !== undefined && names(key, name, templates)));
}

function names(key: Parameters<Templates['attribute']>[0], name: string, templates: Templates): boolean {
  return name === templates.attribute(key, 'Arn') || name === templates.attribute(key, 'KeyId');
}

function queueStatement(delivery: Delivery): string {
  return statement(delivery, 'sqs:SendMessage', readable(delivery.queueArn));
}

function keyStatement(delivery: Delivery): string {
  return statement(delivery, ['kms:GenerateDataKey', 'kms:Decrypt'], '*');
}

function statement(
  { service, sourceArn, sourceAccount }: Delivery,
  action: string | string[],
  resource: string,
): string {
  return JSON.stringify({
    Effect: 'Allow',
    Principal: { Service: `${service}.amazonaws.com` },
    Action: action,
    Resource: resource,
    Condition: {
      ArnLike: { 'aws:SourceArn': readable(sourceArn) },
      ...(service === 's3' && { StringEquals: { 'aws:SourceAccount': readable(sourceAccount ?? '⟦account⟧') } }),
    },
  });
}

/** What the reader has to fill in. */
function readable(text: string): string {
  return replaceUnknown(text, (mark) => `<${nameOf(mark)}>`);
}
