import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { context } from '../../../cdk.json';
import { consume, queue } from './silent-cases';

/** All that a rule on constructs, and one on templates, can look at. */
function tracesOf(maxConcurrency?: number) {
  const app = new App({ analyticsReporting: false, context });
  const stack = new Stack(app, 'Stack');
  consume(stack, queue(stack), maxConcurrency === undefined ? {} : { maxConcurrency });
  return {
    tree: stack.node.findAll().map((construct) => notesOf(construct, stack)),
    template: Template.fromStack(stack).toJSON(),
  };
}

function notesOf({ node }: IConstruct, stack: Stack) {
  // Where in the app's source a construct was made says nothing about its props.
  const notes = node.metadata.filter(({ type }) => type !== 'aws:cdk:creationStack');
  return { path: node.path, notes: notes.map(({ type, data }) => ({ type, data: stack.resolve(data) })) };
}

test('a maximum concurrency of 0 that CDK drops cannot be told from none: when it can, a rule should', () => {
  expect(tracesOf(0)).toEqual(tracesOf());
});

test('the comparison sees what CDK does not drop', () => {
  expect(tracesOf(2)).not.toEqual(tracesOf());
});
