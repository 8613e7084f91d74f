import { LocalCloud } from '../../../local';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', port: 0 });
});
afterAll(() => cloud.stop());

/** As curl or an older SDK asks, over HTTP. */
function request(method: string, path: string, body?: string): Promise<Response> {
  const scope = `${cloud.account}/20260101/${cloud.region}/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  return fetch(`${cloud.url}/${path}`, { method, body, headers: { authorization } });
}

test('an object can be put over HTTP with no checksum at all', async () => {
  expect((await request('PUT', 'plain-bucket')).status).toBe(200);

  const put = await request('PUT', 'plain-bucket/note.txt', 'hello');

  expect(put.status).toBe(200);
  // S3 computes one of its own then.
  expect(put.headers.get('x-amz-checksum-crc64nvme')).not.toBeNull();
  expect(await (await request('GET', 'plain-bucket/note.txt')).text()).toBe('hello');
});
