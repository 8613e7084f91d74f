import type { NormalizedSchema } from '@smithy/core/schema';
import type { Protocol } from './protocol';
import type { WireRequest } from './wire';
import { writeXmlMembers, xmlDocument, xmlElements } from './xml';

const headers = (requestId: string) => ({ 'content-type': 'text/xml', 'x-amzn-requestid': requestId });

/** The query protocol: `Action=...&Tags.member.1.Key=...` in, XML out. */
export const query: Protocol = {
  decode: (request, operation) => readForm(request, operation.input, USUAL),

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

/** How the members of a structure and the elements of a list are named in the form: EC2 has its own way. */
export interface FormNames {
  readonly member: (name: string, schema: NormalizedSchema) => string;
  /** Between a list's name and an element's number. */
  readonly element: (list: NormalizedSchema) => string;
}

const USUAL: FormNames = {
  member: (name, schema) => String(schema.getMemberTraits()['xmlName'] ?? name),
  element: (list) =>
    list.getMergedTraits()['xmlFlattened'] ? '' : `.${list.getValueSchema().getMergedTraits()['xmlName'] ?? 'member'}`,
};

export async function readForm(request: WireRequest, input: NormalizedSchema, names: FormNames): Promise<object> {
  const form = new URLSearchParams((await request.body.bytes()).toString('utf8'));
  for (const [name, value] of request.query) form.append(name, value);
  return readStructure(input, '', form, names) ?? {};
}

function readValue(schema: NormalizedSchema, name: string, form: URLSearchParams, names: FormNames): unknown {
  if (schema.isListSchema()) return readList(schema, name, form, names);
  if (schema.isMapSchema()) return readMap(schema, name, form, names);
  if (schema.isStructSchema()) return readStructure(schema, `${name}.`, form, names);
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
  names: FormNames,
): Record<string, unknown> | undefined {
  const value: Record<string, unknown> = {};
  for (const [member, memberSchema] of schema.structIterator()) {
    const found = readValue(memberSchema, `${prefix}${names.member(member, memberSchema)}`, form, names);
    if (found !== undefined) value[member] = found;
  }
  return Object.keys(value).length > 0 ? value : undefined;
}

function readList(
  schema: NormalizedSchema,
  name: string,
  form: URLSearchParams,
  names: FormNames,
): unknown[] | undefined {
  const element = names.element(schema);
  const values: unknown[] = [];
  for (let index = 1; ; index += 1) {
    const value = readValue(schema.getValueSchema(), `${name}${element}.${index}`, form, names);
    if (value === undefined) break;
    values.push(value);
  }
  return values.length > 0 ? values : undefined;
}

function readMap(
  schema: NormalizedSchema,
  name: string,
  form: URLSearchParams,
  names: FormNames,
): Record<string, unknown> | undefined {
  const entry = schema.getMergedTraits()['xmlFlattened'] ? '' : '.entry';
  const keyName = schema.getKeySchema().getMergedTraits()['xmlName'] ?? 'key';
  const valueName = schema.getValueSchema().getMergedTraits()['xmlName'] ?? 'value';
  const values: Record<string, unknown> = {};
  for (let index = 1; ; index += 1) {
    const key = form.get(`${name}${entry}.${index}.${keyName}`);
    if (key === null) break;
    values[key] = readValue(schema.getValueSchema(), `${name}${entry}.${index}.${valueName}`, form, names);
  }
  return Object.keys(values).length > 0 ? values : undefined;
}
