/** What a function returns whose mapping has `ReportBatchItemFailures`. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** What Lambda makes of a function's response: whose messages it leaves in the queue. */
export interface BatchOutcome {
  /** `all` when the response cannot be trusted, so that no message is lost to a typing error. */
  readonly kind: 'success' | 'partial' | 'all';
  /** Message ids that stay in the queue. */
  readonly failed: ReadonlySet<string>;
  /** Why the whole batch counts as failed. */
  readonly reason?: string;
}

export function batchResponse(failedMessageIds: Iterable<string>): BatchResponse {
  return { batchItemFailures: Array.from(failedMessageIds, (itemIdentifier) => ({ itemIdentifier })) };
}

/**
 * Judges a response as "Implementing partial batch responses" (AWS Lambda Developer Guide) says:
 * an empty or null list or response is complete success; an id that is empty, null, misnamed or not
 * of this batch is complete failure.
 * @param response the function's response after `JSON.parse`; undefined when it returned nothing
 */
export function failedItems(response: unknown, messageIds: readonly string[]): BatchOutcome {
  const all = (reason: string): BatchOutcome => ({ kind: 'all', failed: new Set(messageIds), reason });
  if (response === undefined || response === null) {
    return SUCCESS;
  }
  if (typeof response !== 'object' || Array.isArray(response)) {
    return all(`The response is ${describe(response)}, not an object with 'batchItemFailures'.`);
  }
  const failures = 'batchItemFailures' in response ? response.batchItemFailures : undefined;
  if (failures === undefined || failures === null) {
    return SUCCESS;
  }
  if (!Array.isArray(failures)) {
    return all(`'batchItemFailures' is ${describe(failures)}, not a list.`);
  }
  const known = new Set(messageIds);
  const failed = new Set<string>();
  for (const [index, failure] of failures.entries()) {
    const id = identifierOf(failure);
    if (id === undefined) {
      return all(`'batchItemFailures[${index}]' has no 'itemIdentifier' with a message id, got ${describe(failure)}.`);
    }
    if (!known.has(id)) {
      return all(`'batchItemFailures[${index}].itemIdentifier' is ${describe(id)}, no message of this batch.`);
    }
    failed.add(id);
  }
  return failed.size === 0 ? SUCCESS : { kind: 'partial', failed };
}

/** {@link failedItems} for the text that the function answered: text that is no JSON fails the whole batch. */
export function failedItemsOfPayload(payload: string, messageIds: readonly string[]): BatchOutcome {
  if (payload === '') {
    return SUCCESS;
  }
  let response: unknown;
  try {
    response = JSON.parse(payload);
  } catch {
    return { kind: 'all', failed: new Set(messageIds), reason: 'The response is not JSON.' };
  }
  return failedItems(response, messageIds);
}

const SUCCESS: BatchOutcome = { kind: 'success', failed: new Set() };

function identifierOf(failure: unknown): string | undefined {
  if (typeof failure !== 'object' || failure === null || !('itemIdentifier' in failure)) {
    return undefined;
  }
  const id = failure.itemIdentifier;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
