import type { WireRequest } from '../../protocols/wire';
import type { HttpApi } from './http-api';

/** `$context` of a request: "Customize HTTP API access logs" lists the variables. */
export function requestContext(
  wire: WireRequest,
  api: HttpApi,
  about: {
    readonly requestId: string;
    readonly stage: string;
    readonly path: string;
    readonly at: number;
    readonly routeKey: string | undefined;
  },
): Record<string, string> {
  const host = wire.headers['host'] ?? '';
  const agent = wire.headers['user-agent'];
  return {
    accountId: api.account,
    apiId: api.id,
    domainName: host,
    domainPrefix: host.split('.')[0] ?? '',
    extendedRequestId: about.requestId,
    httpMethod: wire.method,
    'identity.sourceIp': '127.0.0.1',
    ...(agent === undefined ? {} : { 'identity.userAgent': agent }),
    path: about.path,
    protocol: 'HTTP/1.1',
    requestId: about.requestId,
    requestTime: logTime(about.at),
    requestTimeEpoch: String(about.at),
    ...(about.routeKey === undefined ? {} : { routeKey: about.routeKey }),
    stage: about.stage,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As web servers log time: `22/Nov/2026:21:26:11 +0000`. */
function logTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}

/** API Gateway's ids of requests are 16 characters, of which the last is `=`. */
export function apiRequestId(uuid: string): string {
  return `${Buffer.from(uuid.replaceAll('-', ''), 'hex').subarray(0, 11).toString('base64url')}=`;
}
