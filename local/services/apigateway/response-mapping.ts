import { type MappingSource, mappedValue } from './parameter-mapping';

export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** For each status of the integration, what is to be done: `{ 'overwrite:statuscode': '202' }`. */
export type ResponseMappings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** "Transforming API responses", Amazon API Gateway Developer Guide. */
export function mapResponse(response: ApiResponse, mappings: ResponseMappings, source: MappingSource): ApiResponse {
  let { status } = response;
  const headers: Record<string, string> = { ...response.headers };
  for (const [destination, mapping] of Object.entries(mappings[String(response.status)] ?? {})) {
    const value = mappedValue(mapping, source);
    const [, change, name = ''] = /^(append|overwrite|remove):(?:header\.(.+)|statuscode)$/.exec(destination) ?? [];
    const header = name.toLowerCase();
    if (change === 'remove') delete headers[header];
    else if (value === undefined) continue;
    else if (header === '') status = Number(value);
    else if (change === 'append' && headers[header] !== undefined) headers[header] += `,${value}`;
    else headers[header] = value;
  }
  return { ...response, status, headers };
}

/** Why a mapping cannot be carried out, or undefined. */
export function brokenMapping(mappings: ResponseMappings): string | undefined {
  for (const [status, changes] of Object.entries(mappings)) {
    if (!/^[2-5]\d\d$/.test(status)) return `Invalid response status code: ${status}`;
    for (const [destination, value] of Object.entries(changes)) {
      if (!/^((append|overwrite|remove):header\.[\w-]+|overwrite:statuscode)$/.test(destination)) {
        return `Invalid mapping expression specified: ${destination}`;
      }
      if (destination === 'overwrite:statuscode' && !/^(\$.+|[2-5]\d\d)$/.test(value)) {
        return `Invalid mapping expression specified: ${value}`;
      }
    }
  }
  return undefined;
}
