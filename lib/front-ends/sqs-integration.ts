import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { JobEndpointProps } from './job-endpoint-props';

/** Attribute of the message that carries the job id. */
export const JOB_ID_ATTRIBUTE = 'JobId';

/** API Gateway sends the message itself: no function in between. "Integration subtype reference": SQS-SendMessage. */
export class SendJobIntegration extends apigateway.HttpRouteIntegration {
  constructor(
    private readonly props: JobEndpointProps,
    private readonly role: IRole,
  ) {
    super('SendJob');
  }

  bind(): apigateway.HttpRouteIntegrationConfig {
    const { queue, messageGroupId, messageDeduplicationId } = this.props;
    const mapping = new apigateway.ParameterMapping()
      .custom('QueueUrl', queue.queueUrl)
      // The whole body. A JSON path in it would cut it at 100 KB.
      .custom('MessageBody', '$request.body')
      .custom(
        'MessageAttributes',
        JSON.stringify({ [JOB_ID_ATTRIBUTE]: { DataType: 'String', StringValue: `\${context.requestId}` } }),
      );
    if (messageGroupId !== undefined) {
      mapping.custom('MessageGroupId', messageGroupId.value);
    }
    if (queue.fifo) {
      mapping.custom('MessageDeduplicationId', messageDeduplicationId?.value ?? '$context.requestId');
    }
    return {
      type: apigateway.HttpIntegrationType.AWS_PROXY,
      subtype: apigateway.HttpIntegrationSubtype.SQS_SEND_MESSAGE,
      payloadFormatVersion: apigateway.PayloadFormatVersion.VERSION_1_0,
      credentials: apigateway.IntegrationCredentials.fromRole(this.role),
      parameterMapping: mapping,
    };
  }
}
