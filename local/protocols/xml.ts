import { XmlCodec } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error';

const prolog = '<?xml version="1.0" encoding="UTF-8"?>\n';

// Without SDK clients there is nobody to set a serde context: base64 and UTF-8 fall back to the codec's own.
const codec = (namespace: string) =>
  new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: true,
    xmlNamespace: namespace,
    serviceNamespace: namespace,
  });

export function readXml(schema: NormalizedSchema, bytes: Buffer, namespace: string): Record<string, unknown> {
  try {
    const value = codec(namespace).createDeserializer().read(schema, bytes);
    return (value ?? {}) as Record<string, unknown>;
  } catch {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
}

export function writeXml(schema: NormalizedSchema, value: object, namespace: string): string {
  const serializer = codec(namespace).createSerializer();
  serializer.write(schema, value);
  return prolog + serializer.flush();
}

/** The members of a structure's XML, without its root element. */
export function writeXmlMembers(schema: NormalizedSchema, value: object, namespace: string): string {
  return writeXml(schema, value, namespace)
    .slice(prolog.length)
    .replace(/^<[^>]*\/>$/, '')
    .replace(/^<[^>]*>/, '')
    .replace(/<\/[^>]*>$/, '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

/** One element after the other, for error documents. */
export const xmlElements = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('');

export const xmlDocument = (root: string): string => prolog + root;
