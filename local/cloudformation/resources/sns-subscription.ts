import type { SubscribeResponse } from '@aws-sdk/client-sns';
import { PropertyValues, present } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

/** Subscription attributes with the value that a property has when the template leaves it out again. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  RawMessageDelivery: 'false',
  FilterPolicyScope: 'MessageAttributes',
  FilterPolicy: '',
  RedrivePolicy: '',
};
const DOCUMENTS: readonly string[] = ['FilterPolicy', 'RedrivePolicy'];

export const subscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  properties: ['Endpoint', 'Protocol', 'Region', 'TopicArn', ...Object.keys(ATTRIBUTES)],
  attributes: ['Arn'],
  replaceOn: ['Endpoint', 'Protocol', 'TopicArn'],

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const { SubscriptionArn = '' } = await call<SubscribeResponse>(
      'Subscribe',
      {
        TopicArn: values.requiredText('TopicArn'),
        Protocol: values.requiredText('Protocol'),
        Endpoint: values.text('Endpoint'),
        Attributes: attributesOf(properties),
        ReturnSubscriptionArn: true,
      },
      properties,
      context,
    );
    return describe(SubscriptionArn);
  },

  async update(SubscriptionArn, properties, previous, context) {
    const [wanted, before] = [attributesOf(properties), attributesOf(previous)];
    // A policy that goes must go before its scope changes, one that comes must come after: it is judged by its scope.
    const changed = Object.keys(ATTRIBUTES).filter((name) => wanted[name] !== before[name]);
    const set = (AttributeName: string, AttributeValue: string | undefined) =>
      call(
        'SetSubscriptionAttributes',
        { SubscriptionArn, AttributeName, AttributeValue: AttributeValue ?? ATTRIBUTES[AttributeName] },
        properties,
        context,
      );
    if (changed.includes('FilterPolicyScope') && before['FilterPolicy'] !== undefined) {
      await set('FilterPolicy', undefined);
      if (!changed.includes('FilterPolicy')) changed.push('FilterPolicy');
    }
    for (const name of changed) await set(name, wanted[name]);
    return describe(SubscriptionArn);
  },

  async delete(SubscriptionArn, properties, context) {
    await call('Unsubscribe', { SubscriptionArn }, properties, context);
  },
};

function attributesOf(properties: Properties): Record<string, string> {
  const values = new PropertyValues(properties);
  const entries = Object.keys(ATTRIBUTES).map((name) => [
    name,
    DOCUMENTS.includes(name) ? values.document(name) : values.text(name),
  ]);
  return present(Object.fromEntries(entries)) as Record<string, string>;
}

function describe(arn: string): CreatedResource {
  return { physicalId: arn, attributes: { Arn: arn } };
}

/** A subscription is made in its topic's region. */
function call<Output>(action: string, input: object, properties: Properties, context: DeployContext): Promise<Output> {
  const region = new PropertyValues(properties).text('Region') ?? context.caller.region;
  return context.router.call<Output>('sns', action, input, { ...context.caller, region });
}
