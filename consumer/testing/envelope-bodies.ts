export interface SnsBodyOptions {
  /** @default 'arn:aws:sns:us-east-1:111122223333:topic' */
  readonly topicArn?: string;
  /** `SubscriptionConfirmation` asks the queue's owner to confirm. @default 'Notification' */
  readonly type?: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly subject?: string;
}

/** The body that a topic sends to a queue. Text is published as it is; anything else becomes JSON. */
export function snsBody(message: unknown, options: SnsBodyOptions = {}): string {
  const { topicArn = 'arn:aws:sns:us-east-1:111122223333:topic', type = 'Notification', subject } = options;
  const token = type === 'Notification' ? {} : { Token: '2336412f37', SubscribeURL: `${SNS}/?Token=2336412f37` };
  return JSON.stringify({
    Type: type,
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    ...token,
    TopicArn: topicArn,
    Subject: subject,
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: TIME,
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: `${SNS}/SimpleNotificationService-example.pem`,
    UnsubscribeURL: type === 'Notification' ? `${SNS}/?Action=Unsubscribe` : undefined,
  });
}

export interface EventBridgeBodyOptions {
  /** @default 'com.example.orders' */
  readonly source?: string;
  /** @default 'OrderPlaced' */
  readonly detailType?: string;
  readonly resources?: readonly string[];
}

/** The body that a rule sends to a queue. */
export function eventBridgeBody(detail: unknown, options: EventBridgeBodyOptions = {}): string {
  const { source = 'com.example.orders', detailType = 'OrderPlaced', resources = [] } = options;
  return JSON.stringify({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': detailType,
    source,
    account: '111122223333',
    time: TIME,
    region: 'us-east-1',
    resources,
    detail,
  });
}

const SNS = 'https://sns.us-east-1.amazonaws.com';
const TIME = '2030-01-01T00:00:00.000Z';
