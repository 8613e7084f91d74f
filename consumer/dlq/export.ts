import type { MessageAttribute } from '../engine/port';
import type { DeadLetter } from './dead-letter';

/** A dead letter as plain JSON: one line of an export. */
export interface ExportedDeadLetter {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, ExportedAttribute>>;
  readonly systemAttributes: Readonly<Record<string, string | undefined>>;
  readonly reason?: string;
  readonly reasonFrom?: 'attributes' | 'log';
}

export interface ExportedAttribute {
  readonly type: string;
  /** A binary value is in Base64. */
  readonly value: string;
}

export function exportDeadLetter({ messageId, message, reason, reasonFrom }: DeadLetter): ExportedDeadLetter {
  const attributes = Object.entries(message.messageAttributes).map(
    ([name, attribute]) => [name, exportAttribute(attribute)] as const,
  );
  return {
    id: messageId,
    body: message.body,
    attributes: Object.fromEntries(attributes),
    systemAttributes: message.attributes,
    reason,
    reasonFrom,
  };
}

function exportAttribute({ dataType, stringValue, binaryValue }: MessageAttribute): ExportedAttribute {
  const value = binaryValue === undefined ? stringValue : Buffer.from(binaryValue).toString('base64');
  return { type: dataType, value: value ?? '' };
}
