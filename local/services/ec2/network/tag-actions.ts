import type { CreateTagsRequest, DeleteTagsRequest, Tag } from '@aws-sdk/client-ec2';
import type { Access, Operation, Request } from '../../service';
import { type Ec2, ec2Access } from '../ec2-context';
import type { NetworkRecord } from './network';

export function createTags({ network }: Ec2): Operation<CreateTagsRequest> {
  return {
    access: (input, request) => tagAccess('CreateTags', input.Resources, network, request),
    run: ({ Resources = [], Tags = [] }, request) => {
      for (const id of Resources) {
        const record = network.getAny(request, id);
        const others = tagsOf(record).filter(({ Key }) => !Tags.some((tag) => tag.Key === Key));
        record.data = { ...record.data, Tags: [...others, ...Tags] };
      }
      return undefined;
    },
  };
}

export function deleteTags({ network }: Ec2): Operation<DeleteTagsRequest> {
  return {
    access: (input, request) => tagAccess('DeleteTags', input.Resources, network, request),
    run: ({ Resources = [], Tags = [] }, request) => {
      for (const id of Resources) {
        const record = network.getAny(request, id);
        record.data = {
          ...record.data,
          Tags: tagsOf(record).filter(({ Key }) => !Tags.some((tag) => tag.Key === Key)),
        };
      }
      return undefined;
    },
  };
}

function tagAccess(
  action: string,
  ids: readonly string[] = [],
  network: Ec2['network'],
  request: Request,
): readonly Access[] {
  return ids.map((id) => ec2Access(action, `${network.getAny(request, id).kind.resourceType}/${id}`, request));
}

function tagsOf({ data }: NetworkRecord): readonly Tag[] {
  const tags = data['Tags'];
  return Array.isArray(tags) ? tags : [];
}
