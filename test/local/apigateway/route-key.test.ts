import { matchRoute, parseRouteKey } from '../../../local/services/apigateway/route-key';

const match = (keys: readonly string[], method: string, path: string) => {
  const routes = keys.map((key) => ({ key: parseRouteKey(key) }));
  const found = matchRoute(routes, method, path);
  return found === undefined ? undefined : [found.route.key.text, found.parameters];
};

test('a full match comes before a greedy variable, and $default last, in whatever order they were made', () => {
  const keys = ['$default', 'ANY /{all+}', 'GET /pets/{rest+}', 'GET /pets/{pet}', 'GET /pets/dog/1'];
  for (const all of [keys, [...keys].reverse()]) {
    expect(match(all, 'GET', '/pets/dog/1')).toEqual(['GET /pets/dog/1', {}]);
    expect(match(all, 'GET', '/pets/dog')).toEqual(['GET /pets/{pet}', { pet: 'dog' }]);
    expect(match(all, 'GET', '/pets/dog/2')).toEqual(['GET /pets/{rest+}', { rest: 'dog/2' }]);
    expect(match(all, 'PUT', '/pets')).toEqual(['ANY /{all+}', { all: 'pets' }]);
  }
  expect(match(['$default'], 'PUT', '/')).toEqual(['$default', {}]);
});

test('a method comes before ANY', () => {
  expect(match(['ANY /jobs', 'POST /jobs'], 'POST', '/jobs')).toEqual(['POST /jobs', {}]);
  expect(match(['ANY /jobs', 'POST /jobs'], 'GET', '/jobs')).toEqual(['ANY /jobs', {}]);
});

test('path parameters are decoded, and are never empty', () => {
  expect(match(['GET /{name}'], 'GET', '/a%20b')).toEqual(['GET /{name}', { name: 'a b' }]);
  expect(match(['GET /{name}'], 'GET', '/100%')).toEqual(['GET /{name}', { name: '100%' }]);
  expect(match(['GET /{name}'], 'GET', '/')).toBeUndefined();
  expect(match(['GET /{name}'], 'GET', '/a/b')).toBeUndefined();
});

test('a key without method or path is refused', () => {
  for (const key of ['/jobs', 'POST', 'post /jobs', 'FETCH /jobs', undefined]) {
    expect(() => parseRouteKey(key)).toThrow('not formatted properly');
  }
});
