/** Names of the environment variables by which constructs tell a handler or worker what it cannot know. */
export const ENVIRONMENT = {
  /**
   * URL of the work queue's dead-letter queue. The engine sends to it what can never succeed;
   * the construct grants `sqs:SendMessage` along with it. Unset: a permanent failure is retried until SQS moves it.
   */
  deadLetterQueueUrl: 'SPILLWAY_DEAD_LETTER_QUEUE_URL',
  /** URL of the work queue that a worker receives from. A Lambda function learns it from each message's source ARN. */
  queueUrl: 'SPILLWAY_QUEUE_URL',
  /** ARN of the work queue that a worker receives from, for messages' `eventSourceARN`. */
  queueArn: 'SPILLWAY_QUEUE_ARN',
  /** The work queue's `maxReceiveCount`: the engine says in its log when a failed receive was the last one. */
  maxReceiveCount: 'SPILLWAY_MAX_RECEIVE_COUNT',
  /** Name of the Auto Scaling group that a worker's instance is in. */
  autoScalingGroup: 'SPILLWAY_AUTO_SCALING_GROUP',
  /** Name of the group's hook for `autoscaling:EC2_INSTANCE_TERMINATING`; a worker completes it when it has drained. */
  lifecycleHook: 'SPILLWAY_LIFECYCLE_HOOK',
  /** Name of the group's hook for `autoscaling:EC2_INSTANCE_LAUNCHING`; a worker completes it when it has received. */
  launchLifecycleHook: 'SPILLWAY_LAUNCH_LIFECYCLE_HOOK',
  /** Seconds without a message after which a worker ends its instance's protection from scale-in. Unset: no protection. */
  protectionIdleAfter: 'SPILLWAY_PROTECTION_IDLE_AFTER',
  /** Seconds without a turn of the event loop after which a worker is killed and its instance replaced. Unset: never. */
  hangTimeout: 'SPILLWAY_HANG_TIMEOUT',
  /** Messages that a worker works on at a time: the fleet's scaling reckons with it. */
  concurrency: 'SPILLWAY_CONCURRENCY',
  /** Seconds that a worker has for its drain. */
  drainBudget: 'SPILLWAY_DRAIN_BUDGET',
} as const;
