import { CorsHttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { JobCloud } from './job-cloud';

let jobs: JobCloud;
beforeEach(async () => {
  jobs = await JobCloud.start(() => ({
    authorizer: new HttpNoneAuthorizer(),
    cors: {
      allowOrigins: ['https://shop.example', 'https://*.partner.example'],
      allowMethods: [CorsHttpMethod.POST],
      allowHeaders: ['content-type'],
    },
  }));
});
afterEach(() => jobs.cloud.stop());

const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin');

test('a page of an allowed origin may post and read the job id', async () => {
  for (const origin of ['https://shop.example', 'https://eu.partner.example']) {
    const answer = await jobs.post({ headers: { origin } });
    expect(answer.status).toBe(202);
    expect(allowed(answer)).toBe(origin);
    expect(answer.headers.get('access-control-expose-headers')).toBe('job-id');
  }
  expect(allowed(await jobs.post({ headers: { origin: 'https://other.example' } }))).toBeNull();
  expect(allowed(await jobs.post())).toBeNull();
});

test('API Gateway itself answers the browser that asks before it posts', async () => {
  const ask = (origin: string) =>
    jobs.post({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
  const answer = await ask('https://shop.example');
  expect(answer.status).toBe(204);
  expect(allowed(answer)).toBe('https://shop.example');
  expect(answer.headers.get('access-control-allow-methods')).toBe('POST');
  expect(answer.headers.get('access-control-allow-headers')).toBe('content-type');
  expect(allowed(await ask('https://other.example'))).toBeNull();
  expect(await jobs.messages()).toEqual([]);
});
