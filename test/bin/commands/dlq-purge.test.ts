import { OrdersCloud, slow } from './orders-cloud';

let orders: OrdersCloud;
beforeEach(async () => {
  orders = await OrdersCloud.start();
});
afterEach(() => orders.stop());

test(
  'purge asks on a terminal with the count, and takes anything but yes for a no',
  async () => {
    for (let index = 0; index < 3; index += 1) await orders.deadLetter({ index }, 'timeout');
    const question = 'Delete about 3 messages of orders-dlq for good? [y/N]';
    for (const [typed, code, left] of [
      ['n\n', 1, 3],
      ['\n', 1, 3],
      ['y\n', 0, 0],
    ] as const) {
      const asked = orders.onTerminal('purge', 'orders');
      await asked.until(question);
      expect(await orders.depth(orders.dead)).toBe(3);
      asked.type(typed);
      const ended = await asked.ended;
      expect([typed, ended.code]).toEqual([typed, code]);
      expect(ended.stdout).toContain(code === 0 ? 'About 3 messages deleted.' : 'Nothing was deleted.');
      expect(await orders.depth(orders.dead)).toBe(left);
    }
  },
  slow,
);

test(
  'Ctrl-C at the question deletes nothing',
  async () => {
    await orders.deadLetter({ index: 1 }, 'timeout');
    const asked = orders.onTerminal('purge', 'orders');
    await asked.until('[y/N]');
    asked.type('\u0003');
    expect(await asked.ended).toMatchObject({ code: 130 });
    expect(await orders.depth(orders.dead)).toBe(1);
  },
  slow,
);

test(
  'where nobody can be asked, purge wants --yes',
  async () => {
    for (let index = 0; index < 3; index += 1) await orders.deadLetter({ index }, 'timeout');
    expect(await orders.dlq('purge', 'orders')).toMatchObject({
      code: 2,
      stderr: "'--yes' must be given here: the input is no terminal, so nobody can be asked.\n",
    });
    expect(await orders.depth(orders.dead)).toBe(3);
    const purged = await orders.dlq('purge', 'orders', '--yes', '--json');
    expect(purged.code).toBe(0);
    expect(JSON.parse(purged.stdout)).toMatchObject({ purged: 3 });
    expect(await orders.depth(orders.dead)).toBe(0);
  },
  slow,
);
