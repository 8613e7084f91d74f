import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { OwnFunctionStack } from '../../docs/examples/own-function';
import { LocalCloud, type StackResult } from '../../local';
import { logLines, receiveAll, send } from '../local/lambda/queue-actions';

const outdir = mkdtempSync(join(tmpdir(), 'spillway-docs-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** Physical id of the one resource of a type whose logical id begins with `id`. */
function physicalId(stack: StackResult | undefined, type: string, id: string): string {
  const found = stack?.resources.filter((resource) => resource.type === type && resource.logicalId.startsWith(id));
  if (found?.length !== 1) throw new Error(`expected one ${type} ${id}, found ${found?.length}`);
  return found[0]?.physicalId ?? '';
}

test('in a function that plain CDK deploys, consume settles each message as its handler says', async () => {
  const app = new App({ outdir, analyticsReporting: false });
  new OwnFunctionStack(app, 'Shop');
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const [stack] = await cloud.deploy(app.synth().directory);
    const queueUrl = physicalId(stack, 'AWS::SQS::Queue', 'Orders');
    const paid = '{"orderId":"1","total":10}';
    const later = '{"orderId":"2","total":5000}';
    const refused = ['{"orderId":"3","total":50000}', '{"orderId":"4"}', 'no JSON'];
    await send(cloud, queueUrl, paid, later, ...refused);
    const begun = cloud.now();
    await cloud.settle();

    const name = physicalId(stack, 'AWS::Lambda::Function', 'Function');
    const lines = await logLines(cloud, `/aws/lambda/${name}`);
    const outcomes = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line).outcome);
    const count = (outcome: string) => outcomes.filter((other) => other === outcome).length;
    expect({ ack: count('ack'), retry: count('retry'), deadLetter: count('deadLetter') }).toEqual({
      ack: 1,
      retry: 5,
      deadLetter: 3,
    });
    // Five receives, a minute apart; then the sixth would be one too many.
    expect(cloud.now() - begun).toBe(5 * 60_000);
    const letters = await receiveAll(cloud, physicalId(stack, 'AWS::SQS::Queue', 'DeadLetters'));
    expect(letters.map(({ Body }) => Body).sort()).toEqual([later, ...refused].sort());
  } finally {
    await cloud.stop();
  }
});
