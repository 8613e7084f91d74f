import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import {
  MAX_MESSAGE_ATTRIBUTES,
  MESSAGE_ATTRIBUTE_NAME,
  MESSAGE_ATTRIBUTE_NAME_PATTERN,
  MESSAGE_ATTRIBUTE_TYPE_PATTERN,
} from '../../../../model/limits/sqs';
import { invalidParameterValue } from '../errors';
import type { MessageAttribute, MessageAttributes } from '../model/message';

export type GivenAttributes = Readonly<Record<string, MessageAttributeValue>> | undefined;

/** Checks what a sender gave. `kind` is how SQS calls them in its errors. */
export function readAttributes(
  given: GivenAttributes,
  kind: 'user' | 'system' = 'user',
): MessageAttributes | undefined {
  const names = Object.keys(given ?? {});
  if (given === undefined || names.length === 0) return undefined;
  if (names.length > MAX_MESSAGE_ATTRIBUTES) {
    throw invalidParameterValue(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MAX_MESSAGE_ATTRIBUTES}].`,
    );
  }
  const attributes: Record<string, MessageAttribute> = {};
  for (const name of names) {
    if (!MESSAGE_ATTRIBUTE_NAME_PATTERN.test(name)) {
      throw invalidParameterValue(
        `Message (${kind}) attribute name '${name}' is invalid. It can contain only A-Z, a-z, 0-9, underscore, hyphen and ` +
          'period, must not start or end with a period, have periods in succession, start with AWS. or Amazon., ' +
          `and can be up to ${MESSAGE_ATTRIBUTE_NAME.max} characters long.`,
      );
    }
    attributes[name] = readAttribute(name, given[name] as MessageAttributeValue, kind);
  }
  return attributes;
}

function readAttribute(name: string, given: MessageAttributeValue, kind: string): MessageAttribute {
  const dataType = given.DataType;
  if (!dataType) {
    throw invalidParameterValue(`The message attribute '${name}' must contain non-empty message attribute type.`);
  }
  const base = MESSAGE_ATTRIBUTE_TYPE_PATTERN.exec(dataType)?.[1];
  if (base === undefined) {
    throw invalidParameterValue(
      `The message attribute '${name}' has an invalid message attribute type, ` +
        'the set of supported type prefixes is Binary, Number, and String.',
    );
  }
  const value = base === 'Binary' ? given.BinaryValue : given.StringValue;
  if (value === undefined || value.length === 0) {
    throw invalidParameterValue(
      `Message (${kind}) attribute '${name}' must contain a non-empty value of type '${base}'.`,
    );
  }
  if (base === 'Number' && (typeof value !== 'string' || value.trim() === '' || Number.isNaN(Number(value)))) {
    throw invalidParameterValue(`Can't cast the value of message (${kind}) attribute '${name}' to a number.`);
  }
  return { dataType, value };
}

/** Names, types and values count as part of the message. */
export function attributeBytes(attributes: MessageAttributes | undefined): number {
  let bytes = 0;
  for (const [name, { dataType, value }] of Object.entries(attributes ?? {})) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(dataType);
    bytes += typeof value === 'string' ? Buffer.byteLength(value) : value.length;
  }
  return bytes;
}

/** What a receive asked for: exact names, `All` or `.*` for everything, `prefix.*` for what begins so. */
export function selectAttributes(
  attributes: MessageAttributes | undefined,
  wanted: readonly string[] | undefined,
): MessageAttributes | undefined {
  if (attributes === undefined || wanted === undefined || wanted.length === 0) return undefined;
  if (wanted.includes('All') || wanted.includes('.*')) return attributes;
  const prefixes = wanted.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -2));
  const chosen = Object.entries(attributes).filter(
    ([name]) => wanted.includes(name) || prefixes.some((prefix) => name.startsWith(prefix)),
  );
  return chosen.length === 0 ? undefined : Object.fromEntries(chosen);
}

export function writeAttributes(
  attributes: MessageAttributes | undefined,
): Record<string, MessageAttributeValue> | undefined {
  if (attributes === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { dataType, value }]) => [
      name,
      typeof value === 'string'
        ? { StringValue: value, DataType: dataType }
        : { BinaryValue: value, DataType: dataType },
    ]),
  );
}
