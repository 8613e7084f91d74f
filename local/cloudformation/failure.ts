import { AwsError } from '../aws-error';
import type { StackIdentity, StackStatus } from './stacks';
import { TemplateError } from './template-error';

/** CloudFormation's codes for what a resource's own service answered ("HandlerErrorCode"). */
const HANDLER_ERROR_CODES: readonly { readonly code: string; readonly is: (error: AwsError) => boolean }[] = [
  { code: 'AlreadyExists', is: ({ code }) => /AlreadyExist|AlreadyOwned|NameExists/.test(code) },
  { code: 'NotFound', is: isMissing },
  { code: 'AccessDenied', is: ({ code, status }) => status === 403 || /AccessDenied/.test(code) },
  { code: 'Throttling', is: ({ code }) => /Throttl|TooManyRequests|SlowDown/.test(code) },
  { code: 'ResourceConflict', is: ({ code, status }) => status === 409 || /Conflict/.test(code) },
  { code: 'ServiceInternalError', is: ({ status }) => status >= 500 },
];

/** Names that the SDK gives to services, where they differ from the resource type's. */
const SERVICE_NAMES: Readonly<Record<string, string>> = {
  SQS: 'Sqs',
  IAM: 'Iam',
  KMS: 'Kms',
  SNS: 'Sns',
  Events: 'EventBridge',
  Logs: 'CloudWatchLogs',
};

/** Whether a service said that the thing asked for is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof AwsError && /NotFound|NoSuch|NonExistent|DoesNotExist/.test(error.code);
}

/** Why one resource failed, as a stack's events put it. */
export class ResourceFailure extends Error {
  override readonly name = 'ResourceFailure';

  constructor(
    readonly logicalId: string,
    readonly type: string,
    /** `CREATE_FAILED`, `UPDATE_FAILED` or `DELETE_FAILED`. */
    readonly status: string,
    cause: unknown,
  ) {
    super(reasonOf(cause, type), { cause });
  }
}

/** What a resource handler itself refuses, in CloudFormation's own words. */
export class HandlerRefusal extends Error {
  override readonly name = 'HandlerRefusal';

  constructor(
    readonly code: 'AlreadyExists' | 'InvalidRequest' | 'NotUpdatable',
    message: string,
  ) {
    super(message);
  }
}

/** A creation failed half-way, and what it had created could not be deleted again. */
class HalfCreated extends Error {
  constructor(
    override readonly cause: unknown,
    readonly leftBehind: unknown,
  ) {
    super('created in part', { cause });
  }
}

/** Runs the later steps of a creation; when one fails, `undo` deletes what the earlier ones created. */
export async function orUndo(steps: () => Promise<unknown>, undo: () => Promise<unknown>): Promise<void> {
  try {
    await steps();
  } catch (error) {
    await undo().catch((leftBehind: unknown) => {
      throw new HalfCreated(error, leftBehind);
    });
    throw error;
  }
}

function reasonOf(cause: unknown, type: string): string {
  if (cause instanceof HalfCreated) {
    return `${reasonOf(cause.cause, type)} Deleting it again failed as well: ${reasonOf(cause.leftBehind, type)}`;
  }
  if (cause instanceof HandlerRefusal) return handlerMessage(cause.message, cause.code);
  if (!(cause instanceof AwsError)) return cause instanceof Error ? cause.message : String(cause);
  // Errors of the template itself, such as a missing export, reach no handler.
  if (cause instanceof TemplateError) return cause.message;
  const service = type.split('::')[1] ?? type;
  const details = Object.entries(cause.fields).map(([name, value]) => `${name}: ${value}`);
  const text = [cause.message, ...details].join('; ');
  const origin = `(Service: ${SERVICE_NAMES[service] ?? service}, Status Code: ${cause.status}, Error Code: ${cause.code})`;
  const code = HANDLER_ERROR_CODES.find(({ is }) => is(cause))?.code ?? 'InvalidRequest';
  return handlerMessage(`${text} ${origin}`, code);
}

function handlerMessage(text: string, code: string): string {
  return `Resource handler returned message: "${text}" (HandlerErrorCode: ${code})`;
}

/** A stack that could not be deployed or deleted. The message names every resource that failed, with AWS's reason. */
export class StackFailure extends Error {
  override readonly name = 'StackFailure';
  readonly stackName: string;

  constructor(
    stack: StackIdentity,
    /** What the stack is in now; after `ROLLBACK_COMPLETE` there is none. */
    readonly status: StackStatus,
    summary: string,
    readonly failures: readonly ResourceFailure[],
    cause?: unknown,
  ) {
    const lines = failures.map(
      (failure) => `${failure.logicalId} (${failure.type}) ${failure.status}: ${failure.message}`,
    );
    const all = lines.length === 0 && cause instanceof Error ? [cause.message] : lines;
    // A resource's failure stands in `failures`, with the service's error as its cause.
    super([summary, ...all].join('\n  '), cause instanceof ResourceFailure ? undefined : { cause });
    this.stackName = stack.stackName;
  }
}
