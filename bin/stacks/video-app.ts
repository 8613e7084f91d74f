import { App } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { VideoStack } from './video-stack';

/**
 * The two-tier video app. It has the feature flags of `cdk.json` also where no CDK CLI hands them over.
 *
 * @param outdir where `synth()` writes the cloud assembly. @default - `cdk.out`, or what the CLI says
 */
export function videoApp(outdir?: string): App {
  const app = new App({ outdir, context, analyticsReporting: false });
  new VideoStack(app, 'Video', {
    description: 'Makes previews of videos: HTTP front end, work queue, worker fleet, bucket',
  });
  return app;
}
