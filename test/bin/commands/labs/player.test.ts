import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Player } from '../../../../bin/commands/labs/player';
import { Workplace as Copies } from '../../../../bin/commands/labs/workplace';
import { LABS } from '../../../../labs/catalogue';
import { root, Workplace } from '../command';

const place = new Workplace();
afterAll(() => place.remove());

test('a loop that never waits ends its own run and nothing else', async () => {
  const [lab] = LABS;
  if (lab === undefined) throw new Error('There are no labs.');
  const folder = new Copies(place.path('labs')).open(lab);
  const player = new Player({ entry: join(root, 'bin', 'spillway.ts'), patienceSeconds: 20 });
  try {
    writeFileSync(join(folder, 'consumer.ts'), 'export async function consume() {\n  for (;;);\n}\n');
    const endless = await player.play(lab.slug, folder);
    expect(endless.results[0]?.observed).toContain('does not come to an end within 20 s');
    writeFileSync(join(folder, 'consumer.ts'), 'export async function consume() {}\n');
    const { results } = await player.play(lab.slug, folder);
    expect(results.map(({ status }) => status)).toEqual(['pass', 'fail', 'fail']);
  } finally {
    player.stop();
  }
}, 90_000);
