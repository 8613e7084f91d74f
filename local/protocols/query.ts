import type { NormalizedSchema } from '@smithy/core/schema';
import type { Protocol } from './protocol';
import { writeXmlMembers, xmlDocument, xmlElements } from './xml';

const headers = (requestId: string) => ({ 'content-type': 'text/xml', 'x-amzn-requestid': requestId });

/** The query protocol: `Action=...&Tags.member.1.Key=...` in, XML out. */
export const query: Protocol = {
  async decode(request, operation) {
    const form = new URLSearchParams((await request.body.bytes()).toString('utf8'));
    for (const [name, value] of request.query) form.append(name, value);
    return (readStructure(operation.input, '', form) ?? {}) as object;
  },

  encode(output, operation, service, requestId) {
    const namespace = service.xmlNamespace ?? '';
    const members =
      output === undefined || operation.output.isUnitSchema()
        ? ''
        : writeXmlMembers(operation.output, output, namespace);
    const { name } = operation;
    return {
      status: 200,
      headers: headers(requestId),
      body: xmlDocument(
        `<${name}Response xmlns="${namespace}"><${name}Result>${members}</${name}Result>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`,
      ),
    };
  },

  fail(error, service, requestId) {
    const detail = xmlElements({ Type: error.type, Code: error.queryCode, Message: error.message, ...error.fields });
    return {
      status: error.status,
      headers: headers(requestId),
      body: xmlDocument(
        `<ErrorResponse xmlns="${service.xmlNamespace ?? ''}"><Error>${detail}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      ),
    };
  },
};

function readValue(schema: NormalizedSchema, name: string, form: URLSearchParams): unknown {
  if (schema.isListSchema()) return readList(schema, name, form);
  if (schema.isMapSchema()) return readMap(schema, name, form);
  if (schema.isStructSchema()) return readStructure(schema, `${name}.`, form);
  const text = form.get(name);
  if (text === null) return undefined;
  if (schema.isBooleanSchema()) return text.toLowerCase() === 'true';
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isTimestampSchema()) return new Date(text);
  if (schema.isBlobSchema()) return Buffer.from(text, 'base64');
  return text;
}

function readStructure(
  schema: NormalizedSchema,
  prefix: string,
  form: URLSearchParams,
): Record<string, unknown> | undefined {
  const value: Record<string, unknown> = {};
  for (const [member, memberSchema] of schema.structIterator()) {
    const wireName = memberSchema.getMemberTraits()['xmlName'] ?? member;
    const found = readValue(memberSchema, `${prefix}${wireName}`, form);
    if (found !== undefined) value[member] = found;
  }
  return Object.keys(value).length > 0 ? value : undefined;
}

function readList(schema: NormalizedSchema, name: string, form: URLSearchParams): unknown[] | undefined {
  const element = schema.getMergedTraits()['xmlFlattened']
    ? ''
    : `.${schema.getValueSchema().getMergedTraits()['xmlName'] ?? 'member'}`;
  const values: unknown[] = [];
  for (let index = 1; ; index += 1) {
    const value = readValue(schema.getValueSchema(), `${name}${element}.${index}`, form);
    if (value === undefined) break;
    values.push(value);
  }
  return values.length > 0 ? values : undefined;
}

function readMap(schema: NormalizedSchema, name: string, form: URLSearchParams): Record<string, unknown> | undefined {
  const entry = schema.getMergedTraits()['xmlFlattened'] ? '' : '.entry';
  const keyName = schema.getKeySchema().getMergedTraits()['xmlName'] ?? 'key';
  const valueName = schema.getValueSchema().getMergedTraits()['xmlName'] ?? 'value';
  const values: Record<string, unknown> = {};
  for (let index = 1; ; index += 1) {
    const key = form.get(`${name}${entry}.${index}.${keyName}`);
    if (key === null) break;
    values[key] = readValue(schema.getValueSchema(), `${name}${entry}.${index}.${valueName}`, form);
  }
  return Object.keys(values).length > 0 ? values : undefined;
}
