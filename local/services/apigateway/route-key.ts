import { badRequest } from './errors';

/** A route's key, such as `POST /jobs/{id}`, taken apart. */
export interface RouteKey {
  readonly text: string;
  readonly method: string;
  /** Undefined for `$default`. */
  readonly segments: readonly string[] | undefined;
}

export interface RouteMatch<Route> {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const PARAMETER = /^\{([^{}+]+)(\+?)\}$/;

export function parseRouteKey(text: string | undefined): RouteKey {
  if (text === '$default') return { text, method: 'ANY', segments: undefined };
  const [, method = '', path] = /^([A-Z]+) (\/\S*)$/.exec(text ?? '') ?? [];
  if (path === undefined || !METHODS.includes(method)) {
    throw badRequest(
      `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`,
    );
  }
  return { text: text ?? '', method, segments: path.split('/').slice(1) };
}

/**
 * The route of a request. "Develop routes for HTTP APIs": a full match comes before a greedy variable, `$default` last;
 * among equals the one with more literal parts, and the method before `ANY`.
 */
export function matchRoute<Route extends { readonly key: RouteKey }>(
  routes: Iterable<Route>,
  method: string,
  path: string,
): RouteMatch<Route> | undefined {
  const parts = path.split('/').slice(1);
  let best: (RouteMatch<Route> & { readonly rank: readonly number[] }) | undefined;
  for (const route of routes) {
    const { key } = route;
    if (key.method !== 'ANY' && key.method !== method) continue;
    const parameters = parametersOf(key.segments, parts);
    if (parameters === undefined) continue;
    const rank = [...rankOf(key.segments), key.method === 'ANY' ? 0 : 1];
    if (best === undefined || comesBefore(rank, best.rank)) best = { route, parameters, rank };
  }
  return best;
}

function parametersOf(
  segments: readonly string[] | undefined,
  parts: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  if (segments === undefined) return parameters;
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    const [, name, greedy] = PARAMETER.exec(segment) ?? [];
    if (name === undefined) {
      if (segment !== part) return undefined;
    } else if (greedy === '+') {
      parameters[name] = decoded(parts.slice(index).join('/'));
      return parameters;
    } else {
      if (part === '') return undefined;
      parameters[name] = decoded(part);
    }
  }
  return parts.length === segments.length ? parameters : undefined;
}

/** What is not percent-encoded as it should be stays as it came. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What decides, in its order; more comes first. */
function rankOf(segments: readonly string[] | undefined): readonly number[] {
  if (segments === undefined) return [0, 0];
  const greedy = segments.some((segment) => segment.endsWith('+}'));
  return [greedy ? 1 : 2, segments.filter((segment) => !PARAMETER.test(segment)).length];
}

function comesBefore(rank: readonly number[], other: readonly number[]): boolean {
  const difference = rank.findIndex((value, index) => value !== other[index]);
  return difference >= 0 && (rank[difference] ?? 0) > (other[difference] ?? 0);
}
