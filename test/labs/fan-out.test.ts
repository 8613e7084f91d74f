import { fanOut } from '../../labs/fan-out/lab';
import { type Change, failuresWith } from './failures-with';

const stack = (part: string, ...changes: readonly Change[]) => failuresWith(fanOut, part, 'stack.ts', ...changes);

const anyCondition: Change = [/ +conditions: .*\n/, ''];

test('a queue without a policy gets nothing, and the reason names the queue', async () => {
  const failures = await stack('solution-by-hand', [/queue\.addToResourcePolicy\([\s\S]*?\n {6}\);/, '']);
  expect(failures).toEqual([
    expect.stringMatching(/^Billing and analytics get every .*billing missed order 1, [\s\S]*:billing has no policy/),
    expect.stringMatching(/^Shipping gets every .*shipping missed order 1, [\s\S]*:shipping has no policy/),
  ]);
});

test('a queue that lets everybody send is open to other accounts', async () => {
  const failures = await stack('solution-by-hand', anyCondition, [
    /(import .*)ServicePrincipal([\s\S]*)new ServicePrincipal\('sns.amazonaws.com'\)/,
    '$1StarPrincipal$2new StarPrincipal()',
  ]);
  expect(failures).toEqual([
    'No other account can send to the queues, not even through a topic: account 999988887777 sent to billing, shipping, analytics; a topic of account 999988887777 sent to billing, shipping, analytics',
  ]);
});

test("a queue that lets SNS send without a condition is open to other accounts' topics", async () => {
  expect(await stack('solution-by-hand', anyCondition)).toEqual([
    'No other account can send to the queues, not even through a topic: a topic of account 999988887777 sent to billing, shipping, analytics',
  ]);
});

test('a filter on the body for what is only in the attributes lets nothing through', async () => {
  const failures = await stack('solution-by-hand', ["{ total: [{ numeric: ['>', 0] }] }", "{ kind: ['order'] }"]);
  expect(failures).toEqual([
    'Shipping gets every order once, and no refund: shipping missed order 1, order 2, order 4, order 6',
  ]);
});

test('a filter that all queues share keeps refunds from billing and analytics', async () => {
  const failures = await stack('solution-by-hand', ["queueName === 'shipping'", 'queueName']);
  expect(failures).toEqual([
    'Billing and analytics get every order and every refund, once: billing missed refund 3, refund 5; analytics missed refund 3, refund 5',
  ]);
});

test('without raw delivery a program that expects the order finds the envelope of SNS', async () => {
  expect(await stack('solution', ['rawMessageDelivery: true, ', ''])).toEqual([
    expect.stringMatching(/^The programs can read what they get: billing: readSale made \{"Type":"Notification"/),
  ]);
});

test('a team without a queue is told which name to give it', async () => {
  const [failure] = await stack('solution', [/ +analytics: \{\},\n/, '']);
  expect(failure).toMatch(/There is no queue named 'analytics', and none named 'shared'/);
});
