import {
  BATCH_SIZE,
  BATCH_SIZE_WITHOUT_WINDOW,
  BATCHING_WINDOW,
  FUNCTION_TIMEOUT,
  MAXIMUM_CONCURRENCY,
  MAXIMUM_POLLERS,
  MINIMUM_POLLERS,
  VISIBILITY_TIMEOUT_FACTOR,
} from '../../../model/limits/lambda';
import { isWithin, type Limit } from '../../../model/limits/limit';
import { VISIBILITY_TIMEOUT } from '../../../model/limits/sqs';
import { type QueueMapping, queueMappings } from '../template/mappings';
import { listOf, objectOf } from '../template/stack-template';
import { reader, type TemplateRule } from '../template/template-rule';
import { shown, type Templates } from '../template/templates';
import { mappingRule } from './mapping-rule';
import { location, type Objection } from './rule-kinds';

export const MAPPING_RULES: readonly TemplateRule[] = [
  mappingRule(
    {
      id: 'VisibilityBelowTimeout',
      severity: 'error',
      title: "A queue hides messages for at least the function's timeout",
    },
    function* (mapping, templates) {
      const times = timesOf(mapping, templates);
      if (times === undefined || times.visibility >= times.timeout) return;
      yield {
        location: location('EventSourceArn'),
        problem: `'VisibilityTimeout' of ${mapping.queue?.path} must be at least the ${times.timeout} seconds of the function, got ${times.visibility}`,
        consequence: `Lambda answers "Queue visibility timeout: ${times.visibility} seconds is less than Function timeout: ${times.timeout} seconds"`,
        fix: `Set 'visibilityTimeout: Duration.seconds(${times.wanted})' on the queue`,
      };
    },
  ),
  mappingRule(
    {
      id: 'VisibilityFactor',
      severity: 'warning',
      title: `A queue hides messages for ${VISIBILITY_TIMEOUT_FACTOR} times the function's timeout and the batching window`,
    },
    function* (mapping, templates) {
      const times = timesOf(mapping, templates);
      if (times === undefined || times.visibility < times.timeout || times.visibility >= times.wanted) return;
      yield {
        location: location('EventSourceArn'),
        problem: `'VisibilityTimeout' of ${mapping.queue?.path} must be at least ${times.wanted} seconds (${VISIBILITY_TIMEOUT_FACTOR} x ${times.timeout} s + ${times.window} s window), got ${times.visibility}`,
        consequence:
          'Batches that Lambda throttles and retries become visible again meanwhile, so messages are processed twice',
        fix: `Set 'visibilityTimeout: Duration.seconds(${times.wanted})' on the queue`,
      };
    },
  ),
  mappingRule(
    { id: 'BatchSize', severity: 'error', title: 'A batch has a size that Lambda takes' },
    function* ({ read, isFifo }) {
      const size = read.number(read.at('BatchSize'));
      if (size === undefined) return;
      const window = windowOf(read.at('MaximumBatchingWindowInSeconds'), read.number.bind(read));
      const at = location('BatchSize');
      if (!isWithin(BATCH_SIZE, size)) {
        yield {
          location: at,
          problem: `'BatchSize' must be a whole number of messages from ${BATCH_SIZE.min} to ${BATCH_SIZE.max}, got ${size}`,
          consequence: 'Lambda refuses the event source mapping',
          fix: "Leave 'batchSize' out for 10",
        };
      } else if (size > BATCH_SIZE_WITHOUT_WINDOW.max && isFifo === true) {
        yield {
          location: at,
          problem: `'BatchSize' must be at most ${BATCH_SIZE_WITHOUT_WINDOW.max} on a FIFO queue, got ${size}`,
          consequence: 'Lambda refuses the event source mapping',
          fix: "Leave 'batchSize' out for 10",
        };
      } else if (size > BATCH_SIZE_WITHOUT_WINDOW.max && window === 0) {
        yield {
          location: at,
          problem: `'BatchSize' must be at most ${BATCH_SIZE_WITHOUT_WINDOW.max} without a batching window, got ${size}`,
          consequence:
            'Lambda answers "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"',
          fix: "Add 'maxBatchingWindow: Duration.seconds(1)' or longer, or set 'batchSize' to 10",
        };
      }
    },
  ),
  mappingRule(
    { id: 'BatchingWindow', severity: 'error', title: 'A batching window is one that Lambda takes' },
    function* ({ read, isFifo }) {
      const window = read.number(read.at('MaximumBatchingWindowInSeconds'));
      if (window === undefined || (isWithin(BATCHING_WINDOW, window) && !(isFifo && window > 0))) return;
      yield {
        location: location('MaximumBatchingWindowInSeconds'),
        problem: isFifo
          ? `'MaximumBatchingWindowInSeconds' must be left out on a FIFO queue, got ${window}`
          : `'MaximumBatchingWindowInSeconds' must be a whole number of seconds from ${BATCHING_WINDOW.min} to ${BATCHING_WINDOW.max}, got ${window}`,
        consequence: isFifo
          ? 'Lambda answers "Batching window is not supported for FIFO queues"'
          : 'Lambda refuses the event source mapping',
        fix: isFifo ? "Leave 'maxBatchingWindow' out" : "Set 'maxBatchingWindow' to Duration.minutes(5) or less",
      };
    },
  ),
  mappingRule(
    { id: 'MaxConcurrency', severity: 'error', title: 'Maximum concurrency and pollers are what Lambda takes' },
    function* ({ read }) {
      const concurrency = ['ScalingConfig', 'MaximumConcurrency'] as const;
      yield* outside(
        read.number(read.at(...concurrency)),
        concurrency,
        MAXIMUM_CONCURRENCY,
        "Set 'maxConcurrency' to 2 or more, or leave it out",
      );
      const pollers = objectOf(read.at('ProvisionedPollerConfig'));
      for (const [name, limit] of [
        ['MinimumPollers', MINIMUM_POLLERS],
        ['MaximumPollers', MAXIMUM_POLLERS],
      ] as const) {
        yield* outside(
          read.number(pollers[name]),
          ['ProvisionedPollerConfig', name],
          limit,
          'Leave it out for the default',
        );
      }
      if (Object.keys(pollers).length > 0 && read.at(...concurrency) !== undefined) {
        yield {
          location: location(...concurrency),
          problem: "'MaximumConcurrency' must be left out beside ProvisionedPollerConfig, got both",
          consequence: 'Lambda refuses the event source mapping',
          fix: `Limit the concurrency with 'maximumPollers', or leave the pollers out`,
        };
      }
    },
  ),
  mappingRule(
    { id: 'ReservedConcurrency', severity: 'warning', title: 'A function may take what its queue sends at a time' },
    function* ({ read, fn }, templates) {
      const wanted = read.number(read.at('ScalingConfig', 'MaximumConcurrency'));
      const reserved = fn && reader(fn, templates).number(fn.properties['ReservedConcurrentExecutions']);
      if (wanted === undefined || reserved === undefined || reserved >= wanted) return;
      yield {
        location: location('ScalingConfig', 'MaximumConcurrency'),
        problem: `'MaximumConcurrency' must be at most the ${reserved} reserved concurrent executions of ${fn?.path}, got ${wanted}`,
        consequence:
          'Lambda receives more than the function may take, throttles, and so wears out receives until healthy messages are dead-lettered',
        fix: `Set 'reservedConcurrentExecutions' to ${wanted} or more, or 'maxConcurrency' to ${Math.max(MAXIMUM_CONCURRENCY.min, reserved)}`,
      };
    },
  ),
  mappingRule(
    { id: 'PartialBatchResponse', severity: 'warning', title: 'A mapping reports failed messages one by one' },
    function* ({ read }) {
      const types = read.at('FunctionResponseTypes');
      const values = listOf(types);
      if (values.some((type) => read.text(type) === 'ReportBatchItemFailures' || read.isUnknown(type))) return;
      yield {
        location: location('FunctionResponseTypes'),
        problem: "'FunctionResponseTypes' must hold ReportBatchItemFailures, got nothing",
        consequence:
          'One failed message brings back its whole batch: the others are processed again, and wear out their receives',
        fix: "Add 'reportBatchItemFailures: true', and return the failed ids from the handler",
      };
    },
  ),
  {
    id: 'DuplicateMapping',
    severity: 'error',
    title: 'One function reads one queue through one mapping',
    *judge(templates) {
      const seen = new Set<string>();
      for (const { read, queueArn, functionName } of queueMappings(templates)) {
        const pair = `${queueArn} ${functionName}`;
        if (seen.has(pair) && !read.resource.isConditional) {
          yield {
            resource: read.resource,
            location: location('EventSourceArn'),
            problem: `'EventSourceArn' must be a queue that the function does not read yet, got ${shown(queueArn)}`,
            consequence: 'Lambda answers ResourceConflictException (409)',
            fix: 'Remove one of the two mappings; several filters go into one',
          };
        }
        seen.add(pair);
      }
    },
  },
];

interface Times {
  readonly visibility: number;
  readonly timeout: number;
  readonly window: number;
  readonly wanted: number;
}

/** Undefined unless queue and function are here, and everything is a number. */
function timesOf({ read, queue, fn }: QueueMapping, templates: Templates): Times | undefined {
  if (queue === undefined || fn === undefined) return undefined;
  const visibility = numberOr(VISIBILITY_TIMEOUT.default, reader(queue, templates), 'VisibilityTimeout');
  const timeout = numberOr(FUNCTION_TIMEOUT.default, reader(fn, templates), 'Timeout');
  const window = numberOr(BATCHING_WINDOW.default, read, 'MaximumBatchingWindowInSeconds');
  if (visibility === undefined || timeout === undefined || window === undefined) return undefined;
  const wanted = Math.min(VISIBILITY_TIMEOUT.max, VISIBILITY_TIMEOUT_FACTOR * timeout + window);
  return { visibility, timeout, window, wanted };
}

function numberOr(unset: number, read: ReturnType<typeof reader>, name: string): number | undefined {
  const value = read.at(name);
  return value === undefined ? unset : read.number(value);
}

function windowOf(value: unknown, number: (value: unknown) => number | undefined): number | undefined {
  return value === undefined ? BATCHING_WINDOW.default : number(value);
}

function* outside(value: number | undefined, path: readonly string[], limit: Limit, fix: string): Iterable<Objection> {
  if (value === undefined || isWithin(limit, value)) return;
  yield {
    location: location(...path),
    problem: `'${path.at(-1)}' must be a whole number of ${limit.unit} from ${limit.min} to ${limit.max}, got ${value}`,
    consequence: 'Lambda refuses the event source mapping',
    fix,
  };
}
