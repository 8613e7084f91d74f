import { MAPPED_BODY } from '../../../model/limits/api-gateway';

/** What the values of a mapping are taken from. */
export interface MappingSource {
  /** The request's path, without the stage. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly context: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

const WHOLE = /^\$((?:request|context|stageVariables)\.[^\s${}]+)$/;
const IN_TEXT = /\$\{([^{}]+)\}/g;

/**
 * The value of a parameter: "Mapping request parameters" in "Create AWS service integrations for HTTP APIs".
 * Undefined when the request has no such value.
 */
export function mappedValue(mapping: string, source: MappingSource): string | undefined {
  const variable = WHOLE.exec(mapping)?.[1];
  if (variable !== undefined) return variableOf(variable, source);
  return mapping.replace(IN_TEXT, (_, name: string) => variableOf(name, source) ?? '');
}

function variableOf(name: string, source: MappingSource): string | undefined {
  const [, kind, rest = ''] = /^(request\.\w+|context|stageVariables)(?:\.(.+))?$/.exec(name) ?? [];
  switch (kind) {
    case 'request.header':
      return source.headers[rest.toLowerCase()];
    case 'request.querystring':
      return source.query.get(rest);
    case 'request.path':
      return rest === '' ? source.path : source.pathParameters[rest];
    case 'request.body':
      return rest === '' ? source.body.toString('utf8') : inBody(source.body, rest);
    case 'context':
      return source.context[rest];
    case 'stageVariables':
      return source.stageVariables[rest];
    default:
      return undefined;
  }
}

/** A JSON path without filters and recursive descent, in the first 100 KB of the body. */
function inBody(body: Buffer, path: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body.subarray(0, MAPPED_BODY.max).toString('utf8'));
  } catch {
    return undefined;
  }
  for (const step of path.matchAll(/[^.[\]]+/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === step[0])?.[1];
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
