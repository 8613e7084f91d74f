import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { EVENT_TIME_BYTES, MAX_EVENT_BYTES, PUT_EVENTS_ENTRIES } from '../../../../model/limits/events';
import { isWithin } from '../../../../model/limits/limit';
import type { Operation, Request } from '../../service';
import { busAccess } from '../access';
import { invalid, notOffered, refuse } from '../errors';
import type { PutEvent } from '../event-buses';
import type { Events } from '../events-context';
import { requireDefaultBus } from '../rules';

/** An entry that is not valid fails alone. */
export function putEvents({ buses }: Events): Operation<PutEventsRequest, PutEventsResponse> {
  return {
    access: ({ Entries = [] }, request) =>
      Entries.map(({ Source, DetailType }) =>
        busAccess('events:PutEvents', request, {
          'events:source': Source ?? [],
          'events:detail-type': DetailType ?? [],
        }),
      ),

    run({ Entries = [], EndpointId }, request) {
      if (EndpointId !== undefined) throw notOffered('global endpoints');
      if (!isWithin(PUT_EVENTS_ENTRIES, Entries.length)) {
        throw refuse(
          'entries',
          `${Entries.length} entries`,
          `have length less than or equal to ${PUT_EVENTS_ENTRIES.max}`,
        );
      }
      for (const { EventBusName } of Entries) requireDefaultBus(EventBusName, request);
      const bytes = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
      if (bytes >= MAX_EVENT_BYTES) {
        throw invalid(
          `Total size of the entries in the request is over the limit of ${MAX_EVENT_BYTES} bytes, got ${bytes}.`,
        );
      }
      const results = Entries.map((entry): PutEventsResultEntry => {
        const read = readEntry(entry, request);
        return 'ErrorCode' in read ? read : { EventId: buses.receive(read) };
      });
      return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
    },
  };
}

interface RefusedEntry {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

function readEntry(entry: PutEventsRequestEntry, { account, region }: Request): PutEvent | RefusedEntry {
  const { Source: source, DetailType: detailType, Detail, Resources: resources = [], Time } = entry;
  if (!source) return required('Source');
  if (!detailType) return required('DetailType');
  if (!Detail) return required('Detail');
  if (source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = objectOf(Detail);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return { source, detailType, account, region, resources, detail, time: Time?.getTime() };
}

const required = (parameter: string): RefusedEntry => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${parameter} is not valid. Reason: ${parameter} is a required argument.`,
});

function objectOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** "Calculating PutEvents event entry size" */
function sizeOf({ Time, Source, DetailType, Detail, Resources = [] }: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  const time = Time === undefined ? 0 : EVENT_TIME_BYTES;
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), time);
}
