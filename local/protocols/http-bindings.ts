import { Readable } from 'node:stream';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error';
import type { ObjectBody } from '../services/service';
import { decodeAwsChunked } from './aws-chunked';
import type { OperationSchema } from './schemas';
import type { WireRequest } from './wire';

/** How the document part of a REST message is written: XML for S3, JSON for Lambda. */
export interface DocumentCodec {
  read(schema: NormalizedSchema, bytes: Buffer): Record<string, unknown>;
  /** The value of a structure that is the whole payload, or of a message's remaining members. */
  write(schema: NormalizedSchema, value: object): Buffer | string;
}

/** Reads an operation's input from path labels, query, headers and body, as its schema's traits say. */
export async function readBindings(
  request: WireRequest,
  operation: OperationSchema,
  labels: Readonly<Record<string, string>>,
  codec: DocumentCodec,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  let hasDocument = false;
  let hasPayload = false;
  for (const [member, schema] of operation.input.structIterator()) {
    const traits = schema.getMergedTraits();
    if (traits['httpLabel']) {
      if (labels[member] !== undefined) input[member] = labels[member];
    } else if (typeof traits['httpQuery'] === 'string') {
      const text = request.query.get(traits['httpQuery']);
      if (text !== undefined) input[member] = fromText(schema, text, 'date-time');
    } else if (typeof traits['httpHeader'] === 'string') {
      const text = request.headers[traits['httpHeader'].toLowerCase()];
      if (text !== undefined) input[member] = fromText(schema, text, 'http-date');
    } else if (typeof traits['httpPrefixHeaders'] === 'string') {
      const found = withPrefix(request.headers, traits['httpPrefixHeaders']);
      if (Object.keys(found).length > 0) input[member] = found;
    } else if (traits['httpPayload']) {
      hasPayload = true;
      const value = await readPayload(request, schema, codec);
      if (value !== undefined) input[member] = value;
    } else {
      hasDocument = true;
    }
  }
  if (hasDocument && !hasPayload) {
    const bytes = await request.body.bytes();
    if (bytes.length > 0) {
      for (const [member, value] of Object.entries(codec.read(operation.input, bytes))) input[member] ??= value;
    }
  }
  return input;
}

async function readPayload(request: WireRequest, schema: NormalizedSchema, codec: DocumentCodec): Promise<unknown> {
  if (schema.isStreaming()) return streamed(request);
  const bytes = await plainBody(request);
  if (schema.isBlobSchema()) return bytes;
  if (schema.isStringSchema()) return bytes.toString('utf8');
  return bytes.length === 0 ? undefined : codec.read(schema, bytes);
}

function streamed(request: WireRequest): ObjectBody {
  if (!isChunked(request)) return request.body;
  const decoded = request.headers['x-amz-decoded-content-length'];
  return {
    length: decoded === undefined ? undefined : Number(decoded),
    stream: () => decodeAwsChunked(request.body.stream(), request.headers),
  };
}

async function plainBody(request: WireRequest): Promise<Buffer> {
  if (!isChunked(request)) return request.body.bytes();
  const parts: Buffer[] = [];
  for await (const part of decodeAwsChunked(request.body.stream(), request.headers)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const isChunked = (request: WireRequest): boolean =>
  (request.headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
  (request.headers['content-encoding'] ?? '').split(',').some((encoding) => encoding.trim() === 'aws-chunked');

function withPrefix(headers: WireRequest['headers'], prefix: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name.startsWith(prefix.toLowerCase())) found[name.slice(prefix.length)] = value;
  }
  return found;
}

function fromText(schema: NormalizedSchema, text: string, time: 'http-date' | 'date-time'): unknown {
  if (schema.isListSchema()) return text.split(',').map((item) => fromText(schema.getValueSchema(), item.trim(), time));
  if (schema.isBooleanSchema()) return text.toLowerCase() === 'true';
  if (schema.isNumericSchema()) {
    const value = Number(text);
    if (Number.isNaN(value)) throw new AwsError('InvalidArgument', `'${text}' is not a number.`);
    return value;
  }
  if (schema.isTimestampSchema()) return new Date(text);
  return text;
}

export interface BoundOutput {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer | string | Readable | undefined;
}

/** Writes an operation's output into status, headers and body. */
export function writeBindings(
  output: object | undefined,
  operation: OperationSchema,
  codec: DocumentCodec,
): BoundOutput {
  const values = (output ?? {}) as Readonly<Record<string, unknown>>;
  const headers: Record<string, string> = {};
  const document: Record<string, unknown> = {};
  let status = operation.http?.[2] ?? 200;
  let payload: BoundOutput['body'];
  let hasPayload = false;
  let hasDocument = false;
  for (const [member, schema] of operation.output.structIterator()) {
    const traits = schema.getMergedTraits();
    const value = values[member];
    if (traits['httpPayload']) {
      hasPayload = true;
      if (value !== undefined) payload = writePayload(schema, value, codec);
    } else if (typeof traits['httpHeader'] === 'string') {
      if (value !== undefined) headers[traits['httpHeader'].toLowerCase()] = toText(schema, value);
    } else if (typeof traits['httpPrefixHeaders'] === 'string') {
      for (const [name, text] of Object.entries((value ?? {}) as Record<string, string>)) {
        headers[`${traits['httpPrefixHeaders']}${name}`.toLowerCase()] = text;
      }
    } else if (traits['httpResponseCode']) {
      if (typeof value === 'number') status = value;
    } else {
      hasDocument = true;
      if (value !== undefined) document[member] = value;
    }
  }
  const body = hasPayload || !hasDocument ? payload : codec.write(operation.output, document);
  return { status, headers, body };
}

function writePayload(schema: NormalizedSchema, value: unknown, codec: DocumentCodec): BoundOutput['body'] {
  if (value instanceof Readable || Buffer.isBuffer(value) || typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return codec.write(schema, value as object);
}

function toText(schema: NormalizedSchema, value: unknown): string {
  if (value instanceof Date) return value.toUTCString();
  if (Array.isArray(value)) return value.map((item) => toText(schema.getValueSchema(), item)).join(', ');
  return String(value);
}
