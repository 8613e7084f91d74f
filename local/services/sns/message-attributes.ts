import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { MESSAGE_ATTRIBUTE_NAME, MESSAGE_ATTRIBUTE_TYPE_PATTERN } from '../../../model/limits/sqs';
import { invalidAttributeValue, missing } from './errors';

export interface NotificationAttribute {
  readonly dataType: string;
  readonly value: string | Uint8Array;
}

export type NotificationAttributes = Readonly<Record<string, NotificationAttribute>>;

/**
 * @param member the path of the attributes in the request, as SNS names what is missing
 * @throws ParameterValueInvalid, ValidationError
 */
export function readAttributes(
  given: Readonly<Record<string, MessageAttributeValue>> | undefined,
  member: string,
): NotificationAttributes {
  const entries = Object.entries(given ?? {}).map(([name, value]) => {
    if (value.DataType === undefined) throw missing(`${member}.${name}.member.dataType`);
    checkName(name);
    return [name, readAttribute(name, value, value.DataType)] as const;
  });
  return Object.fromEntries(entries);
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) > MESSAGE_ATTRIBUTE_NAME.max) {
    throw invalidAttributeValue('Length of message attribute name must be less than 256 bytes.');
  }
  const foreign = /[^A-Za-z0-9_.-]/u.exec(name)?.[0];
  if (foreign !== undefined) {
    const code = (foreign.codePointAt(0) ?? 0).toString(16).toUpperCase();
    throw invalidAttributeValue(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. ` +
        'Can only include alphanumeric characters, hyphens, underscores, or dots.',
    );
  }
  if (name.startsWith('.')) {
    throw invalidAttributeValue("Invalid message attribute name starting with character '.' was found.");
  }
  if (name.endsWith('.')) {
    throw invalidAttributeValue("Invalid message attribute name ending with character '.' was found.");
  }
  if (name.includes('..')) throw invalidAttributeValue("Message attribute name can not have successive '.' character.");
}

function readAttribute(name: string, given: MessageAttributeValue, dataType: string): NotificationAttribute {
  const base = MESSAGE_ATTRIBUTE_TYPE_PATTERN.exec(dataType)?.[1];
  if (base === undefined) {
    throw invalidAttributeValue(
      `The message attribute '${name}' has an invalid message attribute type, ` +
        'the set of supported type prefixes is Binary, Number, and String.',
    );
  }
  const binary = base === 'Binary';
  const value = binary ? given.BinaryValue : given.StringValue;
  const other = binary ? given.StringValue : given.BinaryValue;
  if (value === undefined && other !== undefined) {
    throw invalidAttributeValue(
      `The message attribute '${name}' with type '${base}' must use field '${binary ? 'Binary' : 'String'}'.`,
    );
  }
  if (value === undefined || value.length === 0) {
    throw invalidAttributeValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${dataType}'.`,
    );
  }
  if (base === 'Number' && (typeof value !== 'string' || value.trim() === '' || Number.isNaN(Number(value)))) {
    throw invalidAttributeValue(`Could not cast message attribute '${name}' value to number.`);
  }
  return { dataType, value };
}

/** Names, types and values count as part of the message. */
export function attributeBytes(attributes: NotificationAttributes): number {
  return Object.entries(attributes).reduce(
    (bytes, [name, { dataType, value }]) =>
      bytes +
      Buffer.byteLength(name) +
      Buffer.byteLength(dataType) +
      (typeof value === 'string' ? Buffer.byteLength(value) : value.length),
    0,
  );
}
