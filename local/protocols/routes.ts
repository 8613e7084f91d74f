import type { WireService } from './catalog';
import { type OperationSchema, operationsOf } from './schemas';
import type { WireRequest } from './wire';

interface Route {
  readonly operation: OperationSchema;
  readonly method: string;
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  /** Query parameters that must be there, with the value if one is fixed. */
  readonly query: readonly (readonly [string, string | undefined])[];
  readonly headers: readonly string[];
}

export interface RouteMatch {
  readonly operation: OperationSchema;
  readonly labels: Readonly<Record<string, string>>;
}

const cache = new Map<WireService, readonly Route[]>();

/** The REST operation that a method, path and query stand for; the most specific one where several fit. */
export function matchRoute(
  service: WireService,
  request: WireRequest,
  path: string,
  isCandidate: (operation: OperationSchema) => boolean = () => true,
): RouteMatch | undefined {
  for (const route of routesOf(service)) {
    if (route.method !== request.method || !isCandidate(route.operation)) continue;
    const match = route.pattern.exec(path);
    if (match === null) continue;
    const fits =
      route.query.every(([name, value]) => {
        const given = request.query.get(name);
        return given !== undefined && (value === undefined || given === value);
      }) && route.headers.every((name) => request.headers[name] !== undefined);
    if (!fits) continue;
    const labels: Record<string, string> = {};
    route.labels.forEach((label, index) => {
      labels[label] = decodeURIComponent(match[index + 1] ?? '');
    });
    return { operation: route.operation, labels };
  }
  return undefined;
}

function routesOf(service: WireService): readonly Route[] {
  let routes = cache.get(service);
  if (routes === undefined) {
    routes = [...operationsOf(service).values()]
      .flatMap((operation) => (operation.http ? [toRoute(operation, operation.http)] : []))
      // CopyObject before PutObject, UploadPart before PutObject: the more a route demands, the earlier it is tried.
      .sort((a, b) => demands(b) - demands(a));
    cache.set(service, routes);
  }
  return routes;
}

const demands = (route: Route): number => route.query.length + route.headers.length;

function toRoute(operation: OperationSchema, [method, uri]: readonly [string, string, number]): Route {
  const [template = '/', staticQuery = ''] = uri.split('?');
  const labels: string[] = [];
  const pattern = template
    .split('/')
    .map((segment) => {
      const label = /^\{([^}+]+)(\+?)\}$/.exec(segment);
      if (label === null) return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      labels.push(label[1] ?? '');
      return label[2] === '+' ? '(.+)' : '([^/]+)';
    })
    .join('/');

  // `x-id` only tells SDKs apart and other clients leave it out.
  const query: (readonly [string, string | undefined])[] = [...new URLSearchParams(staticQuery)]
    .filter(([name]) => name !== 'x-id')
    .map(([name, value]) => [name, value === '' ? undefined : value]);
  const headers: string[] = [];
  for (const [member, schema] of operation.input.structIterator()) {
    if (!operation.required.includes(member)) continue;
    const { httpQuery, httpHeader } = schema.getMergedTraits();
    if (typeof httpQuery === 'string') query.push([httpQuery, undefined]);
    if (typeof httpHeader === 'string') headers.push(httpHeader.toLowerCase());
  }
  return { operation, method, pattern: new RegExp(`^${pattern}/?$`, 's'), labels, query, headers };
}
