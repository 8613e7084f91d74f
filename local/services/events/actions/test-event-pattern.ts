import type { TestEventPatternRequest, TestEventPatternResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service';
import { invalid } from '../errors';
import { readPattern } from './put-rule';

const MEMBERS = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'] as const;

/** Whether a rule with the pattern would want the event. */
export const testEventPattern = (): Operation<TestEventPatternRequest, TestEventPatternResponse> => ({
  access: (_input, request) => ({ action: 'events:TestEventPattern', resource: '*', account: request.account }),
  run: ({ EventPattern = '', Event = '' }) => ({ Result: readPattern(EventPattern)(readEvent(Event)) }),
});

function readEvent(text: string): object {
  const event = parse(text);
  const missing = MEMBERS.find((name) => !(name in event));
  if (missing !== undefined) throw invalid(`Parameter Event is not valid. Reason: ${missing} is missing.`);
  return event;
}

function parse(text: string): object {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === 'object' && event !== null) return event;
  } catch {
    // Said below.
  }
  throw invalid('Parameter Event is not valid. Reason: it must be an event as JSON.');
}
