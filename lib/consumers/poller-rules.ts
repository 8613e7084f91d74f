import { Token } from 'aws-cdk-lib';
import { MAXIMUM_POLLERS, MINIMUM_POLLERS } from '../../model/limits/lambda';
import { numberWithin } from '../guard/range-rules';
import type { Rule } from '../guard/rule';
import type { LambdaConsumerProps } from './lambda-consumer-props';

/** "Configuring scaling behavior for SQS event source mappings", AWS Lambda Developer Guide. */
export const POLLER_RULES: readonly Rule<LambdaConsumerProps>[] = [
  numberWithin(MINIMUM_POLLERS, {
    id: 'MinimumPollers',
    prop: 'provisionedPollers.minimum',
    value: ({ provisionedPollers }) => provisionedPollers?.minimum,
    why: 'Lambda keeps no fewer and no more ready',
    fix: "Leave 'minimum' out for 2",
  }),
  numberWithin(MAXIMUM_POLLERS, {
    id: 'MaximumPollers',
    prop: 'provisionedPollers.maximum',
    value: ({ provisionedPollers }) => provisionedPollers?.maximum,
    why: 'Lambda runs no more',
    fix: "Leave 'maximum' out for 200",
  }),
  {
    id: 'PollerRange',
    prop: 'provisionedPollers.maximum',
    value: ({ provisionedPollers }) => provisionedPollers,
    holds: ({ provisionedPollers: { minimum = MINIMUM_POLLERS.default, maximum = MAXIMUM_POLLERS.default } = {} }) =>
      Token.isUnresolved(minimum) || Token.isUnresolved(maximum) || !(minimum > maximum),
    must: "at least 'minimum'",
    why: 'Lambda refuses the mapping',
    fix: "Raise 'maximum', or lower 'minimum'",
  },
  {
    id: 'PollersOrConcurrency',
    prop: 'provisionedPollers',
    value: ({ provisionedPollers, maxConcurrency }) => (maxConcurrency === undefined ? undefined : provisionedPollers),
    holds: () => false,
    must: "left out together with 'maxConcurrency'",
    why: 'Lambda takes one or the other',
    fix: "Limit the invocations with 'provisionedPollers.maximum', which is 10 for each poller, or leave the pollers out",
  },
];
