import type {
  DescribeEventBusRequest,
  DescribeEventBusResponse,
  ListEventBusesRequest,
  ListEventBusesResponse,
} from '@aws-sdk/client-eventbridge';
import { eventBusArn } from '../../../../model/arn';
import type { Operation, Request } from '../../service';
import { busAccess } from '../access';
import { DEFAULT_BUS, requireDefaultBus } from '../rules';

const defaultBus = ({ account, region }: Request) => ({
  Name: DEFAULT_BUS,
  Arn: eventBusArn({ account, region, name: DEFAULT_BUS }),
});

export const describeEventBus = (): Operation<DescribeEventBusRequest, DescribeEventBusResponse> => ({
  access: (_input, request) => busAccess('events:DescribeEventBus', request),
  run: (input, request) => {
    requireDefaultBus(input.Name, request);
    return defaultBus(request);
  },
});

export const listEventBuses = (): Operation<ListEventBusesRequest, ListEventBusesResponse> => ({
  access: (_input, request) => ({ action: 'events:ListEventBuses', resource: '*', account: request.account }),
  run: ({ NamePrefix = '' }, request) => ({
    EventBuses: DEFAULT_BUS.startsWith(NamePrefix) ? [defaultBus(request)] : [],
  }),
});
