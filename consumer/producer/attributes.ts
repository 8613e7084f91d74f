import {
  MAX_MESSAGE_ATTRIBUTES,
  MESSAGE_ATTRIBUTE_NAME,
  MESSAGE_ATTRIBUTE_NAME_PATTERN,
  MESSAGE_ATTRIBUTE_TYPE_PATTERN,
} from '../../model/limits/sqs';
import type { MessageAttribute } from '../engine/port';
import type { Problem } from './send-errors';
import type { AttributeValue } from './send-options';

type Attributes = Readonly<Record<string, AttributeValue>>;

export function messageAttributesOf(attributes: Attributes = {}): Readonly<Record<string, MessageAttribute>> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]));
}

function attributeOf(value: AttributeValue): MessageAttribute {
  switch (typeof value) {
    case 'string':
      return { dataType: 'String', stringValue: value };
    case 'number':
      return { dataType: 'Number', stringValue: String(value) };
    default:
      if (value instanceof Uint8Array) {
        return { dataType: 'Binary', binaryValue: value };
      }
      // Who does not compile with the types may give null.
      return typeof value?.dataType === 'string' ? value : { dataType: '' };
  }
}

/** What SQS would refuse. */
export function attributeProblems(attributes: Readonly<Record<string, MessageAttribute>>): readonly Problem[] {
  const names = Object.keys(attributes);
  const problems = names.flatMap((name) => {
    const message = problemOf(name, attributes[name] as MessageAttribute);
    return message === undefined ? [] : [{ path: `attributes[${JSON.stringify(name)}]`, message }];
  });
  return names.length <= MAX_MESSAGE_ATTRIBUTES
    ? problems
    : [{ path: 'attributes', message: `must be at most ${MAX_MESSAGE_ATTRIBUTES}, got ${names.length}` }, ...problems];
}

function problemOf(name: string, { dataType, stringValue, binaryValue }: MessageAttribute): string | undefined {
  if (!MESSAGE_ATTRIBUTE_NAME_PATTERN.test(name)) {
    return (
      `its name must be ${MESSAGE_ATTRIBUTE_NAME.min} to ${MESSAGE_ATTRIBUTE_NAME.max} letters, digits, '_', '-' and '.', ` +
      "with no '.' at an end or twice in a row, and not begin with 'AWS.' or 'Amazon.'"
    );
  }
  const base = MESSAGE_ATTRIBUTE_TYPE_PATTERN.exec(dataType)?.[1];
  if (base === undefined) {
    return `its type must be String, Number or Binary, with a suffix after a dot or without, got "${dataType}"`;
  }
  if (base === 'Binary') {
    return binaryValue === undefined || binaryValue.byteLength === 0 ? 'it must have at least one byte' : undefined;
  }
  if (stringValue === undefined || stringValue === '') {
    return 'it must have at least one character';
  }
  const isNumber = stringValue.trim() !== '' && Number.isFinite(Number(stringValue));
  return base === 'Number' && !isNumber ? `it must be a number, got "${stringValue}"` : undefined;
}
