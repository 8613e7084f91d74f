import { type Arn, parseArn } from '../../../model/arn';
import { FilterPatternError } from '../../../model/events/filter/filter-rule';
import { type FilterPolicyScope, snsFilter } from '../../../model/events/filter/sns-filter-policy';
import { isFifoQueueName } from '../../../model/queue-name';
import { invalidParameter, notOffered } from './errors';
import type { Subscription, SubscriptionSettings } from './subscription';

type Attributes = ReadonlyMap<string, string>;

const SCOPES: readonly string[] = ['MessageAttributes', 'MessageBody'];
const NOT_OFFERED: readonly string[] = ['DeliveryPolicy', 'SubscriptionRoleArn', 'ReplayPolicy'];

/** What a subscription is between: a dead-letter queue must fit to both. */
export interface Ends {
  readonly fifoTopic: boolean;
  readonly queue: Arn;
}

/**
 * Attributes after a change, and what they mean.
 * @param where begins the messages: `Subscribe` says that the fault is in its `Attributes`
 * @throws InvalidParameter
 */
export function changeSubscription(
  before: Attributes,
  given: Readonly<Record<string, string>>,
  ends: Ends,
  where = '',
): { readonly attributes: Attributes; readonly settings: SubscriptionSettings } {
  const attributes = new Map(before);
  const refuse = (text: string) => invalidParameter(`${where}${text}`);
  for (const [name, text] of Object.entries(given)) {
    if (NOT_OFFERED.includes(name)) throw notOffered(`the subscription attribute '${name}'`);
    const value = checked(name, text, ends, refuse);
    if (value === undefined) attributes.delete(name);
    else attributes.set(name, value);
  }
  return { attributes, settings: settingsOf(attributes, refuse) };
}

type Refuse = (text: string) => Error;

/** Undefined takes the attribute back to its default. */
function checked(name: string, text: string, ends: Ends, refuse: Refuse): string | undefined {
  switch (name) {
    case 'RawMessageDelivery': {
      const value = text.toLowerCase();
      if (value === 'true' || value === 'false') return value;
      throw refuse(`RawMessageDelivery: Invalid value [${text}]. Must be true or false.`);
    }
    case 'FilterPolicyScope':
      if (SCOPES.includes(text)) return text;
      throw refuse(`FilterPolicyScope: Invalid value [${text}]. Please use either MessageBody or MessageAttributes`);
    case 'FilterPolicy': {
      if (text === '') return undefined;
      const policy = parseJson('FilterPolicy', text, refuse);
      return isEmpty(policy) ? undefined : text;
    }
    case 'RedrivePolicy':
      if (text === '') return undefined;
      checkRedrive(parseJson('RedrivePolicy', text, refuse), ends, refuse);
      return text;
    default:
      throw refuse('AttributeName');
  }
}

/** A dead-letter queue lies in the subscription's own account and region, and a FIFO subscription has a FIFO one. */
function checkRedrive(policy: unknown, { fifoTopic, queue }: Ends, refuse: Refuse): void {
  const target = targetOf(policy);
  if (target === undefined) throw refuse('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  if (target.account !== queue.account || target.region !== queue.region) {
    throw refuse(
      'RedrivePolicy: the dead-letter queue must be in the account and region of the subscribed queue, ' +
        `${queue.account} and ${queue.region}`,
    );
  }
  const fifoSubscription = fifoTopic && isFifoQueueName(queue.resource);
  if (fifoSubscription && !isFifoQueueName(target.resource)) {
    throw refuse('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
  }
  if (!fifoSubscription && isFifoQueueName(target.resource)) {
    throw refuse('RedrivePolicy: must use a standard queue as DLQ for a subscription of a standard queue.');
  }
}

function targetOf(policy: unknown): Arn | undefined {
  const text = isRecord(policy) ? policy['deadLetterTargetArn'] : undefined;
  const arn = typeof text === 'string' ? parseArn(text) : undefined;
  return arn?.service === 'sqs' && arn.region !== '' && arn.account !== '' ? arn : undefined;
}

function settingsOf(attributes: Attributes, refuse: Refuse): SubscriptionSettings {
  const filterPolicy = attributes.get('FilterPolicy');
  const redrive = attributes.get('RedrivePolicy');
  return {
    raw: attributes.get('RawMessageDelivery') === 'true',
    filter: filterPolicy === undefined ? undefined : filterOf(filterPolicy, attributes, refuse),
    deadLetterQueue: redrive === undefined ? undefined : targetOf(JSON.parse(redrive)),
  };
}

function filterOf(policy: string, attributes: Attributes, refuse: Refuse): SubscriptionSettings['filter'] {
  try {
    return snsFilter(JSON.parse(policy), scopeOf(attributes));
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    if (error.notOffered !== undefined) throw notOffered(`filter policies with '${error.notOffered}'`);
    throw refuse(`FilterPolicy: ${error.message}`);
  }
}

function scopeOf(attributes: Attributes): FilterPolicyScope {
  return attributes.get('FilterPolicyScope') === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

function parseJson(name: string, text: string, refuse: Refuse): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(`${name}: failed to parse JSON. ${error instanceof Error ? error.message : ''}`);
  }
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All attributes, as `GetSubscriptionAttributes` shows them. */
export function describeSubscription(subscription: Subscription): Record<string, string> {
  const { attributes } = subscription;
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Owner: subscription.owner,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    SubscriptionPrincipal: subscription.principal,
    ConfirmationWasAuthenticated: String(subscription.authenticated),
    PendingConfirmation: String(subscription.token !== undefined),
    RawMessageDelivery: 'false',
    ...(attributes.has('FilterPolicy') ? { FilterPolicyScope: 'MessageAttributes' } : {}),
    ...Object.fromEntries(attributes),
  };
}
