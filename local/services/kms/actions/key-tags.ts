import type {
  ListResourceTagsRequest,
  ListResourceTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../service';
import { type Kms, onKey } from '../kms-context';
import { withTags } from '../tags';

export const listResourceTags = (kms: Kms): Operation<ListResourceTagsRequest, ListResourceTagsResponse> =>
  onKey(kms, 'ListResourceTags', 'without aliases', ({ key }) => ({
    Tags: Array.from(key.tags, ([TagKey, TagValue]) => ({ TagKey, TagValue })),
    Truncated: false,
  }));

export const tagResource = (kms: Kms): Operation<TagResourceRequest, undefined> =>
  onKey(kms, 'TagResource', 'without aliases', ({ key }, input) => {
    key.assertNotPendingDeletion();
    key.tags = withTags(key.tags, input.Tags);
    return undefined;
  });

export const untagResource = (kms: Kms): Operation<UntagResourceRequest, undefined> =>
  onKey(kms, 'UntagResource', 'without aliases', ({ key }, input) => {
    key.assertNotPendingDeletion();
    const removed = new Set(input.TagKeys);
    key.tags = new Map([...key.tags].filter(([name]) => !removed.has(name)));
    return undefined;
  });
