import { Stack, type StackProps } from 'aws-cdk-lib';
import { MappingValue } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { Construct } from 'constructs';
import { JobEndpoint, WorkQueue } from '../../lib';

export class ReportsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new JobEndpoint(this, 'Endpoint', {
      queue: new WorkQueue(this, 'Reports', { fifo: {} }),
      path: '/customers/{customer}/reports',
      messageGroupId: MappingValue.requestPathParam('customer'),
      messageDeduplicationId: MappingValue.requestHeader('idempotency-key'),
      authorizer: new HttpJwtAuthorizer('Users', 'https://login.example.com', { jwtAudience: ['reports'] }),
      throttling: { rateLimit: 50, burstLimit: 100 },
    });
  }
}
