import { type PropertyValues, present, tagList } from '../property-values';

/** An API action with its input, the bucket's name left out. */
type BucketCall = readonly [action: string, input: object];

interface BucketSetting {
  readonly property: string;
  put(values: PropertyValues): BucketCall;
  /** When the template leaves the property out again. */
  readonly remove: BucketCall;
}

/** In the order in which they are set: notifications last, because S3 sends a test event for them at once. */
export const BUCKET_SETTINGS: readonly BucketSetting[] = [
  {
    property: 'BucketEncryption',
    put: (values) => ['PutBucketEncryption', { ServerSideEncryptionConfiguration: encryption(values) }],
    remove: ['DeleteBucketEncryption', {}],
  },
  {
    property: 'OwnershipControls',
    put: (values) => [
      'PutBucketOwnershipControls',
      {
        OwnershipControls: {
          Rules: values
            .requiredGroup('OwnershipControls')
            .groups('Rules')
            ?.map((rule) => ({ ObjectOwnership: rule.text('ObjectOwnership') })),
        },
      },
    ],
    remove: ['DeleteBucketOwnershipControls', {}],
  },
  {
    property: 'PublicAccessBlockConfiguration',
    put: (values) => ['PutPublicAccessBlock', { PublicAccessBlockConfiguration: publicAccessBlock(values) }],
    remove: ['DeletePublicAccessBlock', {}],
  },
  {
    property: 'VersioningConfiguration',
    put: (values) => [
      'PutBucketVersioning',
      { VersioningConfiguration: { Status: values.requiredGroup('VersioningConfiguration').text('Status') } },
    ],
    // Versioning cannot be switched off again.
    remove: ['PutBucketVersioning', { VersioningConfiguration: { Status: 'Suspended' } }],
  },
  {
    property: 'Tags',
    put: (values) => ['PutBucketTagging', { Tagging: { TagSet: tagList(values.tags()) } }],
    remove: ['DeleteBucketTagging', {}],
  },
  {
    property: 'NotificationConfiguration',
    put: (values) => ['PutBucketNotificationConfiguration', { NotificationConfiguration: notifications(values) }],
    remove: ['PutBucketNotificationConfiguration', { NotificationConfiguration: {} }],
  },
];

/** The destinations that the local S3 has; functions are refused by name. */
export const notificationProperties: readonly string[] = [
  ...['Queue', 'Topic'].flatMap((kind) =>
    ['Event', 'Filter', kind].map((name) => `NotificationConfiguration.${kind}Configurations.${name}`),
  ),
  'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled',
];

function encryption(values: PropertyValues): object {
  const rules = values.requiredGroup('BucketEncryption').groups('ServerSideEncryptionConfiguration');
  return {
    Rules: rules?.map((rule) => {
      const byDefault = rule.group('ServerSideEncryptionByDefault');
      return present({
        BucketKeyEnabled: rule.flag('BucketKeyEnabled'),
        ApplyServerSideEncryptionByDefault:
          byDefault &&
          present({
            SSEAlgorithm: byDefault.text('SSEAlgorithm'),
            KMSMasterKeyID: byDefault.text('KMSMasterKeyID'),
          }),
      });
    }),
  };
}

function publicAccessBlock(values: PropertyValues): object {
  const block = values.requiredGroup('PublicAccessBlockConfiguration');
  const names = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  return Object.fromEntries(names.map((name) => [name, block.flag(name) ?? false]));
}

/** CloudFormation says `Queue`, a single `Event` and `S3Key` where the API says `QueueArn`, `Events` and `Key`. */
function notifications(values: PropertyValues): object {
  const configuration = values.requiredGroup('NotificationConfiguration');
  const of = (kind: 'Queue' | 'Topic') =>
    configuration.groups(`${kind}Configurations`)?.map((one) =>
      present({
        [`${kind}Arn`]: one.requiredText(kind),
        Events: [one.requiredText('Event')],
        Filter: filter(one.group('Filter')),
      }),
    );
  const eventBridge = configuration.group('EventBridgeConfiguration');
  return present({
    QueueConfigurations: of('Queue'),
    TopicConfigurations: of('Topic'),
    EventBridgeConfiguration:
      eventBridge === undefined || eventBridge.flag('EventBridgeEnabled') === false ? undefined : {},
  });
}

function filter(values: PropertyValues | undefined): object | undefined {
  const rules = values?.group('S3Key')?.groups('Rules');
  if (rules === undefined) return undefined;
  return {
    Key: { FilterRules: rules.map((rule) => ({ Name: rule.text('Name'), Value: rule.text('Value') })) },
  };
}
