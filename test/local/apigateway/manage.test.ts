import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteIntegrationCommand,
  GetApiCommand,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { LocalCloud } from '../../../local';
import { JobCloud } from './job-cloud';

const open = { authorizer: new HttpNoneAuthorizer() };

describe('through the SDK', () => {
  let cloud: LocalCloud;
  let gateway: ApiGatewayV2Client;
  beforeEach(async () => {
    cloud = await LocalCloud.start({ clock: 'virtual' });
    gateway = cloud.client(ApiGatewayV2Client);
  });
  afterEach(() => cloud.stop());

  const create = () => gateway.send(new CreateApiCommand({ Name: 'jobs', ProtocolType: 'HTTP' }));

  test('an API is made, found by its account only, and deleted', async () => {
    const { ApiId, ApiEndpoint } = await create();
    expect(ApiId).toMatch(/^[a-z0-9]{10}$/);
    expect(ApiEndpoint).toBe(`${cloud.url}/_api/${ApiId}`);
    const stranger = cloud.client(ApiGatewayV2Client, { account: '444455556666' });
    await expect(stranger.send(new GetApiCommand({ ApiId }))).rejects.toMatchObject({ name: 'NotFoundException' });
    expect((await stranger.send(new GetApisCommand({}))).Items).toEqual([]);
    await gateway.send(new DeleteApiCommand({ ApiId }));
    expect((await gateway.send(new GetApisCommand({}))).Items).toEqual([]);
  });

  test('a route needs its integration, and an integration in use stays', async () => {
    const { ApiId } = await create();
    const integration = {
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationSubtype: 'SQS-SendMessage',
      PayloadFormatVersion: '1.0',
      CredentialsArn: `arn:aws:iam::${cloud.account}:role/gateway`,
      RequestParameters: {
        QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/q',
        MessageBody: '$request.body',
      },
    } as const;
    const { IntegrationId } = await gateway.send(new CreateIntegrationCommand(integration));
    const route = { ApiId, RouteKey: 'POST /jobs' };
    await expect(
      gateway.send(new CreateRouteCommand({ ...route, Target: 'integrations/other' })),
    ).rejects.toMatchObject({ name: 'BadRequestException' });
    await gateway.send(new CreateRouteCommand({ ...route, Target: `integrations/${IntegrationId}` }));
    await expect(
      gateway.send(new CreateRouteCommand({ ...route, Target: `integrations/${IntegrationId}` })),
    ).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(gateway.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }))).rejects.toMatchObject({
      name: 'ConflictException',
    });
    await expect(
      gateway.send(new CreateIntegrationCommand({ ...integration, RequestParameters: { MessageBody: 'x' } })),
    ).rejects.toThrow('QueueUrl');
  });

  test('what only AWS has is refused by name', async () => {
    await expect(gateway.send(new CreateApiCommand({ Name: 'chat', ProtocolType: 'WEBSOCKET' }))).rejects.toThrow(
      'WEBSOCKET',
    );
    const { ApiId } = await create();
    await expect(
      gateway.send(
        new CreateIntegrationCommand({ ApiId, IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://example.com' }),
      ),
    ).rejects.toThrow('HTTP_PROXY');
    await expect(
      gateway.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /', AuthorizationType: 'JWT' })),
    ).rejects.toThrow('JWT');
    await expect(gateway.send(new CreateStageCommand({ ApiId, StageName: 'prod' }))).rejects.toThrow('AutoDeploy');
  });

  test('a role without apigateway permissions manages nothing', async () => {
    const trust = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
    };
    await cloud
      .client(IAMClient)
      .send(new CreateRoleCommand({ RoleName: 'nobody', AssumeRolePolicyDocument: JSON.stringify(trust) }));
    const nobody = cloud.client(ApiGatewayV2Client, { role: 'nobody' });
    await expect(nobody.send(new GetApisCommand({}))).rejects.toThrow('apigateway:GET');
  });
});

describe('through CloudFormation', () => {
  let jobs: JobCloud;
  afterEach(() => jobs.cloud.stop());

  test('an update changes path, throttling and CORS of the same API', async () => {
    jobs = await JobCloud.start(() => ({ ...open, cors: { allowOrigins: ['https://shop.example'] } }));
    const { ApiId } = jobs.outputs;
    await jobs.update(() => ({ ...open, path: '/v2/jobs', throttling: { rateLimit: 1, burstLimit: 1 } }));
    expect((await jobs.post()).status).toBe(404);
    const origin = 'https://shop.example';
    const posted = await jobs.post({ path: `/_api/${ApiId}/v2/jobs`, headers: { origin } });
    expect(posted.status).toBe(202);
    expect(posted.headers.get('access-control-allow-origin')).toBeNull();
    expect((await jobs.post({ path: `/_api/${ApiId}/v2/jobs` })).status).toBe(429);
    const gateway = jobs.cloud.client(ApiGatewayV2Client);
    expect((await gateway.send(new GetRoutesCommand({ ApiId }))).Items).toHaveLength(1);
    expect((await gateway.send(new GetIntegrationsCommand({ ApiId }))).Items).toHaveLength(1);
  });

  test('a stage with a name stands in the path, as on AWS', async () => {
    const rename = (template: Record<string, unknown>) => {
      Object.assign(template, JSON.parse(JSON.stringify(template).replaceAll('"$default"', '"beta"')));
    };
    jobs = await JobCloud.start(() => open, {}, rename);
    expect((await jobs.post()).status).toBe(404);
    expect((await jobs.post({ path: `/_api/${jobs.outputs['ApiId']}/beta/jobs` })).status).toBe(202);
  });

  test('the deleted stack leaves no API', async () => {
    jobs = await JobCloud.start(() => open);
    await jobs.cloud.cloudFormation.deleteStack('jobs');
    const gateway = jobs.cloud.client(ApiGatewayV2Client);
    expect((await gateway.send(new GetApisCommand({}))).Items).toEqual([]);
    expect((await jobs.post()).status).toBe(404);
    await expect(gateway.send(new GetStagesCommand({ ApiId: jobs.outputs['ApiId'] }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});
