import { App, Stack, Validations } from 'aws-cdk-lib';
import { AnyPrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { QueueRules } from '../../lib';

export function guardedApp(): App {
  const app = new App();
  Validations.of(app).addPlugins(new QueueRules());

  const stack = new Stack(app, 'Demo');
  const inbox = new Queue(stack, 'Inbox');
  inbox.grantSendMessages(new AnyPrincipal());
  Validations.of(inbox).acknowledge({
    id: 'Spillway::PublicQueue',
    reason: 'A demonstration in an account of its own, deleted after the course',
  });
  return app;
}
