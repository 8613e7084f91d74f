import { NormalizedSchema } from '@smithy/core/schema';
import type { WireService } from './catalog';

/**
 * The operations of a service, from the schemas that its SDK client exports (`SendMessage$` and so on). They are
 * no documented server API: `test/local/protocols/schemas.test.ts` guards the shape that is relied on here.
 */
export interface OperationSchema {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, path template and status, for REST services. */
  readonly http: readonly [method: string, uri: string, status: number] | undefined;
  /** Members of the input. */
  readonly members: ReadonlySet<string>;
  /** Members of the input that must be there. */
  readonly required: readonly string[];
}

// [kind, namespace, name, traits, input, output]
type StaticOperation = readonly [9, string, string, 0 | { http?: [string, string, number] }, unknown, unknown];
// [kind, namespace, name, traits, member names, member schemas, number of required members, which come first]
type StaticStructure = readonly [3, string, string, unknown, readonly string[], unknown, number?];

const cache = new Map<WireService, ReadonlyMap<string, OperationSchema>>();

export function operationsOf(service: WireService): ReadonlyMap<string, OperationSchema> {
  let operations = cache.get(service);
  if (operations === undefined) {
    operations = new Map(
      Object.values(service.load())
        .filter(isOperation)
        .map((operation) => [operation[2], read(operation)]),
    );
    cache.set(service, operations);
  }
  return operations;
}

function read([, , name, traits, input, output]: StaticOperation): OperationSchema {
  const structure = resolve(input);
  return {
    name,
    input: NormalizedSchema.of(structure as never),
    output: NormalizedSchema.of(resolve(output) as never),
    http: traits === 0 ? undefined : traits.http,
    members: new Set(isStructure(structure) ? structure[4] : []),
    required: isStructure(structure) ? structure[4].slice(0, structure[6] ?? 0) : [],
  };
}

const resolve = (reference: unknown): unknown => (typeof reference === 'function' ? reference() : reference);

const isOperation = (value: unknown): value is StaticOperation => Array.isArray(value) && value[0] === 9;

const isStructure = (value: unknown): value is StaticStructure => Array.isArray(value) && value[0] === 3;
