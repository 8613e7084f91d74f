import { App } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { CatalogueStack } from './catalogue-stack';

/**
 * The reference app. It has the feature flags of `cdk.json` also where no CDK CLI hands them over.
 *
 * @param outdir where `synth()` writes the cloud assembly. @default - `cdk.out`, or what the CLI says
 */
export function catalogueApp(outdir?: string): App {
  const app = new App({ outdir, context, analyticsReporting: false });
  new CatalogueStack(app, 'Catalogue', {
    description: 'Catalogues uploaded files: bucket, work queue, Lambda consumer, bucket',
  });
  return app;
}
