import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  type DeadLetterAccess,
  type DeadLetterQueue,
  DeadLetterUsageError,
  deadLetterAccess,
  findDeadLetterQueue,
  parseQueueReference,
  type ReasonSource,
  reasonsFromLog,
} from '../../../consumer/dlq';
import { parseArn } from '../../../model/arn';
import { dim, print } from '../../console/output';
import { Interruption } from '../../interruption';
import { UsageError } from '../../usage-error';
import { DlqFailure, describeFailure } from './failure';
import { rememberRequests } from './requests';

export interface DlqFlags {
  readonly region?: string;
  readonly profile?: string;
  readonly json: boolean;
  readonly logGroup?: string;
}

export interface Session {
  readonly access: DeadLetterAccess;
  readonly queue: DeadLetterQueue;
  readonly reasons?: ReasonSource;
  readonly interruption: Interruption;
}

/** Finds the queue, says which one was taken, does the work, and turns every error that is no defect into one line. */
export async function withDeadLetters(
  reference: string,
  flags: DlqFlags,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  try {
    const session = await open(reference, flags);
    if (!flags.json) print(dim(nameOf(session.queue)));
    return await work(session);
  } catch (error) {
    if (error instanceof DeadLetterUsageError) throw new UsageError(error.message.replace(/^'(where|rate)'/, "'--$1'"));
    const text = describeFailure(error);
    if (text === undefined) throw error;
    process.stderr.write(`${text}\n`);
    return 1;
  }
}

/** Says which queue an error is about: AWS's own messages often do not. */
export async function about<Result>(reference: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const text = error instanceof DeadLetterUsageError ? undefined : describeFailure(error);
    throw text === undefined || text.includes(reference) ? error : new DlqFailure(`${reference}: ${text}`);
  }
}

/** The queue in JSON output. */
export const queueJson = ({ arn, taken, sources }: DeadLetterQueue) => ({ queue: arn, taken, sources });

export const printJson = (value: unknown): void => print(JSON.stringify(value, undefined, 2));

/** A whole number above 0, or undefined where none was given. */
export function readCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`'${option}' must be a whole number above 0, got '${text}'.`);
  return Number(text);
}

async function open(reference: string, { region, profile, logGroup }: DlqFlags): Promise<Session> {
  const parsed = parseQueueReference(reference);
  // The SDK's notice about Node 20 would stand beside the one line that an error takes.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const where = { profile, region: region ?? (parsed.kind === 'url' ? parsed.region : undefined) };
  // A URL names AWS's host, or one that the local cloud no longer has: the endpoint decides, not the URL.
  const sqs = new SQSClient({ ...where, useQueueUrlAsEndpoint: false });
  rememberRequests(sqs, 'sqs');
  const access = deadLetterAccess({ sqs });
  const asked = profile === undefined ? reference : `${reference} (profile ${profile})`;
  const queue = await about(asked, findDeadLetterQueue(access, reference));
  return { access, queue, reasons: reasonsIn(logGroup, where), interruption: new Interruption() };
}

function reasonsIn(
  logGroup: string | undefined,
  where: { readonly profile?: string; readonly region?: string },
): ReasonSource | undefined {
  if (logGroup === undefined) return undefined;
  const logs = new CloudWatchLogsClient(where);
  rememberRequests(logs, 'logs');
  return reasonsFromLog(logs, logGroup);
}

function nameOf({ name, sources, taken }: DeadLetterQueue): string {
  const names = sources.map((arn) => parseArn(arn)?.resource).join(', ');
  if (taken === 'source queue') return `${name}, the dead-letter queue of ${names}`;
  return `${name}, ${sources.length === 0 ? 'source queues not known' : `dead-letter queue of ${names}`}`;
}
