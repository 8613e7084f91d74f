import type { CloudEvent, KillPlan } from '../../local';
import { ReferenceApp, synthesizeOnce } from './reference-app';

const assembly = synthesizeOnce();
afterAll(() => assembly.remove());

const files = {
  'orders.csv': 'id,total\n1,20\n',
  'broken.json': '{"id": ',
  'customers.json': '[{"id":1},{"id":2}]',
  'note.txt': 'hello\n',
};

interface Run {
  /** Whether the function waited that often. */
  readonly killed: boolean;
  readonly catalogued: readonly string[];
  readonly deadLetters: number;
}

async function runWith(plan: KillPlan): Promise<Run> {
  const app = await ReferenceApp.deploy(assembly.directory);
  try {
    const endings: CloudEvent[] = [];
    app.cloud.events.subscribe((event) => {
      if (event.type === 'lambda.completed') endings.push(event);
    });
    app.cloud.compute.killPlan = plan;
    await app.upload(files);
    await app.cloud.settle();
    return {
      killed: endings.some(({ errorType }) => errorType === 'Runtime.ExitError'),
      catalogued: (await app.documents()).map(({ key }) => key).sort(),
      deadLetters: await app.deadLetters(),
    };
  } finally {
    await app.cloud.stop();
  }
}

test.each(['lost', 'carried out'] as const)(
  'a function killed at any point where it awaits loses no message (requests under way are %s)',
  async (requests) => {
    let kills = 0;
    for (let wait = 1; ; wait += 1) {
      const { killed, catalogued, deadLetters } = await runWith({ invocation: 1, wait, requests });
      expect({ wait, catalogued, deadLetters }).toEqual({
        wait,
        catalogued: ['customers.json', 'note.txt', 'orders.csv'],
        deadLetters: 1,
      });
      if (!killed) break;
      kills += 1;
    }
    // Its requests to S3 and SQS alone make it wait several times: looking up, reading, writing, deleting.
    expect(kills).toBeGreaterThanOrEqual(4);
  },
  120_000,
);
