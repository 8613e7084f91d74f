import * as v from 'valibot';
import { consume } from '../../../consumer';
import { encrypted } from '../../../consumer/encryption';
import { World } from './world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});

afterEach(() => world.cloud.stop());

const SECRET = 'my-secret-card';

/** Everything that others than the consumer can see. */
async function visible(): Promise<string> {
  const letters = await world.receive(world.deadLetterQueueUrl);
  const lines = world.logger.lines.map(({ message, fields }) => [
    message,
    ...Object.values(fields).map((field) => (field instanceof Error ? `${field.stack}${String(field.cause)}` : field)),
  ]);
  expect(letters).toHaveLength(1);
  return JSON.stringify([letters, lines]);
}

test('a schema that quotes what is wrong does not tell it in the log and in the dead letter', async () => {
  await world.producer().send({ items: [{ price: SECRET }] });
  const schema = v.object({ items: v.array(v.object({ price: v.number() })) });
  const envelope = encrypted(world.options());
  // In the clear it would: that is what makes this test one.
  expect(JSON.stringify(v.safeParse(schema, { items: [{ price: SECRET }] }).issues?.[0].message)).toContain(SECRET);
  const handler = consume({ ...world.settings, schema, envelope, process: () => undefined });
  const { outcomes } = await world.invoke(handler);
  expect(outcomes).toMatchObject([{ outcome: 'deadLetter', reason: expect.stringContaining('items[0].price') }]);
  expect(await visible()).not.toContain(SECRET);
});

test('text that is not JSON is not quoted', async () => {
  await world.producer({ format: 'text' }).send(SECRET);
  const { outcomes } = await world.handle({ envelope: encrypted(world.options()), process: () => undefined });
  expect(outcomes).toMatchObject([{ outcome: 'deadLetter', reason: expect.stringContaining('(MalformedBody)') }]);
  const seen = await visible();
  expect(seen).not.toContain('my-secret');
  expect(seen).not.toContain('"my-');
});
