/**
 * The member of the encryption context that names the queue. In IAM and key policies it is the condition key
 * `kms:EncryptionContext:queueArn`.
 */
export const QUEUE_ARN = 'queueArn';

type Context = Readonly<Record<string, string>>;

export function contextOf(queueArn: string, context: Context = {}): Record<string, string> {
  return { ...context, [QUEUE_ARN]: queueArn };
}

/**
 * What is wrong with a message's context; undefined when it was encrypted for one of the queues and with everything
 * that is expected. More than that it may have.
 */
export function contextProblem(actual: Context, queueArns: readonly string[], expected: Context = {}) {
  const queueArn = actual[QUEUE_ARN];
  if (queueArn === undefined || !queueArns.includes(queueArn)) {
    return (
      `It was encrypted for ${queueArn === undefined ? 'no queue' : `the queue ${shown(queueArn)}`}, ` +
      `and this consumer opens what was encrypted for ${queueArns.join(', ')}. ` +
      "If it belongs here, because it was redriven or this is the dead-letter queue, name its queue in 'from'."
    );
  }
  const name = Object.keys(expected).find((key) => actual[key] !== expected[key]);
  return name === undefined
    ? undefined
    : `Its context has ${actual[name] === undefined ? 'no value' : shown(actual[name])} for ${shown(name)}, ` +
        `and this consumer expects ${shown(expected[name] ?? '')}. Give producer and consumer the same 'context'.`;
}

/** Whoever sends a message may write into its context what they like. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text);
}
