import type { Filter } from '@aws-sdk/client-ec2';
import type { Operation } from '../../service';
import { describeAccess, type Ec2, ec2Access } from '../ec2-context';
import { invalidParameter } from '../errors';
import type { NetworkKind } from './kinds';
import type { NetworkRecord } from './network';

type Input = Readonly<Record<string, unknown>>;

/** `DescribeVpcs` and its like. */
export function describeAll({ network }: Ec2, kind: NetworkKind): Operation<Input> {
  return {
    access: describeAccess(`Describe${kind.plural}`),
    run: (input, request) => {
      const ids = input[kind.idsMember];
      const asked = Array.isArray(ids)
        ? ids.map((id) => network.get(kind, request, String(id)))
        : network.list(kind, request);
      const filters = Array.isArray(input['Filters']) ? input['Filters'] : [];
      const matching = asked.filter((record) => filters.every((filter: Filter) => matches(record, filter)));
      return { [kind.plural]: matching.map(({ data }) => data) };
    },
  };
}

/** `DeleteVpc` and its like. */
export function deleteOne({ network }: Ec2, kind: NetworkKind): Operation<Input> {
  return {
    access: (input, request) =>
      ec2Access(`Delete${kind.noun}`, `${kind.resourceType}/${String(input[kind.idMember])}`, request),
    run: (input, request) => {
      network.delete(network.get(kind, request, String(input[kind.idMember])));
      return undefined;
    },
  };
}

/** `vpc-id` and the like are a member of the answer; `tag:KEY` is a tag. */
function matches({ data }: NetworkRecord, { Name = '', Values = [] }: Filter): boolean {
  if (Name.startsWith('tag:')) {
    const tags: unknown = data['Tags'];
    const wanted = Name.slice('tag:'.length);
    return Array.isArray(tags) && tags.some(({ Key, Value }) => Key === wanted && Values.includes(String(Value)));
  }
  const member = Name.split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const value = data[member];
  if (typeof value !== 'string') throw invalidParameter(`The filter '${Name}' is invalid`);
  return Values.includes(value);
}
