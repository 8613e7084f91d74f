import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App, Aspects, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { QueueRules } from '../../lib';
import { Acknowledge, SPILLWAY } from './acknowledgements';
import { OrdersStack } from './first-stack';

export function judgedApp(): App {
  const app = new App();
  new OrdersStack(app, 'Shop');
  Aspects.of(app).add(new Acknowledge(SPILLWAY));
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new CfnGuardValidator({ maxBuffer: 64 * 1024 * 1024 }),
    new QueueRules(),
  );
  return app;
}
