import { Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';

/**
 * Who sends when SNS delivers from one region into another: where either of the two has to be opted into, the service
 * of that region ("Sending messages to an Amazon SQS queue in a different Region").
 */
export function snsPrincipal(topicRegion: string, queueRegion: string): string {
  const known = !Token.isUnresolved(topicRegion) && !Token.isUnresolved(queueRegion);
  if (known && topicRegion !== queueRegion) {
    const optedInto = [queueRegion, topicRegion].find((region) => RegionInfo.get(region).isOptInRegion);
    if (optedInto !== undefined) {
      return `sns.${optedInto}.amazonaws.com`;
    }
  }
  return 'sns.amazonaws.com';
}
