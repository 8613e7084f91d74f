import type { Target } from '@aws-sdk/client-eventbridge';
import type { EventBridgeEvent } from '../../../model/events/event-bridge-event';
import { invalid } from './errors';
import { inputTransformer } from './input-transformer';
import { jsonPath } from './json-path';
import type { RuleIdentity } from './rule';

/** What a target gets in place of the event: the text of a message. Throws {@link InvalidInput}. */
export type TargetInput = (event: EventBridgeEvent, rule: RuleIdentity, ingestion: string) => string;

export function targetInput({ Input, InputPath, InputTransformer }: Target, id: string): TargetInput {
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  }
  if (InputTransformer !== undefined) return inputTransformer(InputTransformer, id);
  if (Input !== undefined) {
    requireJson(Input, id);
    return () => Input;
  }
  if (InputPath === undefined) return (event) => JSON.stringify(event);
  const path = jsonPath(InputPath);
  return (event) => JSON.stringify(path(event) ?? null);
}

function requireJson(text: string, id: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw invalid(`JSON syntax error in input for target ${id}.`);
  }
}
