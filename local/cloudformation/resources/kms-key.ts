import type { CreateKeyResponse } from '@aws-sdk/client-kms';
import { keyArn } from '../../../model/arn';
import { HandlerRefusal, orUndo } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present, tagChanges } from '../property-values';
import type { CreatedResource, DeployContext, ResourceType } from '../resource-type';

/** What a key is, it stays: an update that changes one of these fails. */
const FIXED = ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'] as const;

export const key: ResourceType = {
  type: 'AWS::KMS::Key',
  properties: [
    'Description',
    'EnableKeyRotation',
    'Enabled',
    'KeyPolicy',
    'KeySpec',
    'KeyUsage',
    'MultiRegion',
    'Origin',
    'PendingWindowInDays',
    'RotationPeriodInDays',
    'Tags',
  ],
  attributes: ['Arn', 'KeyId'],
  replaceOn: [],

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const { KeyMetadata } = await call<CreateKeyResponse>(
      'CreateKey',
      present({
        Description: values.text('Description'),
        KeySpec: values.text('KeySpec'),
        KeyUsage: values.text('KeyUsage'),
        MultiRegion: values.flag('MultiRegion'),
        Origin: values.text('Origin'),
        Policy: values.document('KeyPolicy'),
        Tags: tagList(values.tags()),
      }),
      context,
    );
    const KeyId = KeyMetadata?.KeyId ?? '';
    await orUndo(
      async () => {
        if (values.flag('EnableKeyRotation')) await rotate(KeyId, values, context);
        if (values.flag('Enabled') === false) await call('DisableKey', { KeyId }, context);
      },
      () => scheduleDeletion(KeyId, values, context),
    );
    return describe(KeyId, context);
  },

  async update(KeyId, properties, previous, context) {
    const changed = (name: string) => !sameJson(properties[name], previous[name]);
    const fixed = FIXED.filter(changed);
    if (fixed.length > 0) {
      throw new HandlerRefusal('NotUpdatable', `You cannot change ${fixed.join(', ')} of an existing KMS key.`);
    }
    const values = new PropertyValues(properties);
    const enabled = values.flag('Enabled') ?? true;
    // A disabled key takes no change of its rotation, so it is disabled last and enabled first.
    if (changed('Enabled') && enabled) await call('EnableKey', { KeyId }, context);
    if (changed('Description')) {
      await call('UpdateKeyDescription', { KeyId, Description: values.text('Description') ?? '' }, context);
    }
    if (changed('KeyPolicy') && values.has('KeyPolicy')) {
      await call('PutKeyPolicy', { KeyId, Policy: values.document('KeyPolicy') }, context);
    }
    if (changed('EnableKeyRotation') || changed('RotationPeriodInDays')) {
      if (values.flag('EnableKeyRotation')) await rotate(KeyId, values, context);
      else await call('DisableKeyRotation', { KeyId }, context);
    }
    if (changed('Tags')) {
      const { added, removed } = tagChanges(values.tags(), new PropertyValues(previous).tags());
      if (removed.length > 0) await call('UntagResource', { KeyId, TagKeys: removed }, context);
      if (Object.keys(added).length > 0) await call('TagResource', { KeyId, Tags: tagList(added) }, context);
    }
    if (changed('Enabled') && !enabled) await call('DisableKey', { KeyId }, context);
    return describe(KeyId, context);
  },

  async delete(KeyId, properties, context) {
    await scheduleDeletion(KeyId, new PropertyValues(properties), context);
  },
};

async function rotate(KeyId: string, values: PropertyValues, context: DeployContext): Promise<void> {
  const RotationPeriodInDays = values.number('RotationPeriodInDays');
  await call('EnableKeyRotation', present({ KeyId, RotationPeriodInDays }), context);
}

/** A key is never deleted at once. */
async function scheduleDeletion(KeyId: string, values: PropertyValues, context: DeployContext): Promise<void> {
  const PendingWindowInDays = values.number('PendingWindowInDays');
  await call('ScheduleKeyDeletion', present({ KeyId, PendingWindowInDays }), context);
}

function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

function describe(KeyId: string, context: DeployContext): CreatedResource {
  return { physicalId: KeyId, attributes: { Arn: keyArn({ ...context, name: KeyId }), KeyId } };
}

function call<Output>(action: string, input: object, context: DeployContext): Promise<Output> {
  return context.router.call<Output>('kms', action, input, context.caller);
}
