import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Value = { readonly S?: string; readonly N?: string; readonly [type: string]: unknown };
type Item = Record<string, Value>;

interface Request {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
}

/** One table of DynamoDB whose key is `id`, over its own protocol: what Powertools' persistence layer asks of it. */
export class DynamoDbDouble {
  static async start(): Promise<DynamoDbDouble> {
    const items = new Map<string, Item>();
    const requests: string[] = [];
    const server = createServer(async (message, response) => {
      const { status, body } = await answer(message, items, requests);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new DynamoDbDouble(server, items, requests);
  }

  private constructor(
    private readonly server: Server,
    readonly items: ReadonlyMap<string, Item>,
    readonly requests: readonly string[],
  ) {}

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function answer(message: IncomingMessage, items: Map<string, Item>, requests: string[]) {
  const operation = String(message.headers['x-amz-target']).replace('DynamoDB_20120810.', '');
  const request = (await json(message)) as Request;
  const id = (request.Key ?? request.Item)?.['id']?.S ?? '';
  const before = items.get(id);
  requests.push(operation);
  switch (operation) {
    case 'GetItem':
      return { status: 200, body: before === undefined ? {} : { Item: before } };
    case 'PutItem':
      if (!holds(request, before ?? {})) {
        const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
        return { status: 400, body: { __type, message: 'The conditional request failed', Item: before } };
      }
      items.set(id, request.Item ?? {});
      return { status: 200, body: {} };
    case 'UpdateItem':
      items.set(id, { ...request.Key, ...before, ...assignments(request) });
      return { status: 200, body: {} };
    case 'DeleteItem':
      items.delete(id);
      return { status: 200, body: {} };
    default:
      return { status: 400, body: { __type: 'com.amazon.coral.service#UnknownOperationException' } };
  }
}

/** Conditions of OR over AND: `attribute_exists(#a)`, `attribute_not_exists(#a)`, `#a = :v`, `#a < :v`. */
function holds({ ConditionExpression: expression, ...request }: Request, item: Item): boolean {
  if (expression === undefined) return true;
  const terms = (text: string) => text.replace(/^\((.*)\)$/, '$1').split(' AND ');
  return expression.split(' OR ').some((part) => terms(part).every((term) => termHolds(term.trim(), request, item)));
}

function termHolds(term: string, request: Request, item: Item): boolean {
  const name = (text = '') => request.ExpressionAttributeNames?.[text] ?? text;
  const existence = /^attribute_(not_)?exists\((\S+)\)$/.exec(term);
  if (existence !== null) return (item[name(existence[2])] !== undefined) === (existence[1] === undefined);
  const [, left, operator, right = ''] = /^(\S+) ([=<]) (\S+)$/.exec(term) ?? [];
  if (operator === undefined) throw new Error(`a condition that this double does not know: ${term}`);
  const [own, given] = [item[name(left)], request.ExpressionAttributeValues?.[right]];
  if (own === undefined || given === undefined) return false;
  return operator === '=' ? own.S === given.S : Number(own.N) < Number(given.N);
}

function assignments({
  UpdateExpression = '',
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values,
}: Request): Item {
  const pairs = UpdateExpression.replace(/^SET /, '')
    .split(', ')
    .map((assignment) => assignment.split(' = ') as [string, string]);
  return Object.fromEntries(pairs.map(([name, value]) => [names?.[name] ?? name, values?.[value] ?? {}]));
}
