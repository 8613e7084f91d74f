import type { Cors } from '@aws-sdk/client-apigatewayv2';

type Headers = Readonly<Record<string, string>>;

/** What API Gateway adds to every answer for a page of an allowed origin: "Configure CORS for HTTP APIs". */
export function corsHeaders(cors: Cors | undefined, origin: string | undefined): Headers {
  if (cors === undefined || origin === undefined || !isAllowed(cors.AllowOrigins, origin)) return {};
  const any = cors.AllowOrigins?.includes('*') === true && cors.AllowCredentials !== true;
  return {
    'access-control-allow-origin': any ? '*' : origin,
    ...(any ? {} : { vary: 'Origin' }),
    ...(cors.AllowCredentials === true ? { 'access-control-allow-credentials': 'true' } : {}),
    ...listed('access-control-expose-headers', cors.ExposeHeaders),
  };
}

/** The answer to a browser that asks before it posts. API Gateway gives it itself, without route or authorizer. */
export function preflightHeaders(cors: Cors, origin: string | undefined): Headers {
  const headers = corsHeaders(cors, origin);
  if (Object.keys(headers).length === 0) return {};
  return {
    ...headers,
    ...listed('access-control-allow-methods', cors.AllowMethods),
    ...listed('access-control-allow-headers', cors.AllowHeaders),
    ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
  };
}

/** An origin may be `*`, or begin or end with one: `https://*.example.com`, `https://*`. */
function isAllowed(origins: readonly string[] = [], origin: string): boolean {
  return origins.some((allowed) => {
    const [start = '', end] = allowed.split('*');
    return end === undefined ? allowed === origin : origin.startsWith(start) && origin.endsWith(end);
  });
}

function listed(name: string, values: readonly string[] = []): Headers {
  return values.length === 0 ? {} : { [name]: values.join(',') };
}
