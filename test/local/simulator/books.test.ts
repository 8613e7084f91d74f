import { Agenda } from '../../../local/simulator/agenda';
import { SimulatedQueue } from '../../../local/simulator/simulated-queue';
import { Books } from '../../../local/simulator/statistics/books';
import { Ledger } from '../../../local/simulator/statistics/ledger';
import { jobsAt } from './scenarios';

/** Two messages are sent at 0 s; one is received at 2 s and deleted at 12 s, and the books are closed at 20 s. */
function run({ forgets }: { readonly forgets?: 'sent' | 'deleted' } = {}, tamper?: (ledger: Ledger) => void) {
  const { jobs } = jobsAt([0, 0], 10);
  const agenda = new Agenda(0);
  const ledger = new Ledger(jobs);
  const listener = ledger.listener(() => agenda.now);
  const queue = new SimulatedQueue(
    { name: 'work', visibilityTimeout: 30, maxReceiveCount: 3 },
    agenda,
    (event, serial) => {
      if (event !== forgets) listener(event, serial);
    },
  );
  const books = new Books(queue, 0);
  agenda.at(0, (now) => queue.send(now));
  agenda.at(0, (now) => queue.send(now));
  agenda.at(2000, (now) => void queue.receive(1, now));
  agenda.at(12_000, (now) => ledger.ended(10, queue.delete(1, 1, now)));
  agenda.runUntil(20_000, (now) => books.settle(now, queue.queue.depth(now)));
  tamper?.(ledger);
  return () => books.close(ledger, jobs, 20_000);
}

describe('The books of a simulation', () => {
  test('balance', () => {
    expect(run()).not.toThrow();
  });

  test('do not when a message was sent that nobody wrote down', () => {
    expect(run({ forgets: 'sent' })).toThrow('messages sent');
  });

  test('do not when a message left the queue unseen', () => {
    expect(run({ forgets: 'deleted' })).toThrow('messages that left the queue');
  });

  test("do not when a message left at another time than the queue says: Little's law", () => {
    const moved = run({}, (ledger) => {
      ledger.leftAt[0] = 11_000;
    });
    expect(moved).toThrow("Little's law");
  });

  test('do not when more was worked than messages were in flight', () => {
    const more = run({}, (ledger) => ledger.killed(100));
    expect(more).toThrow('were in flight for 10 s only');
  });

  test('do not when a job took another time than its work', () => {
    const other = run({}, (ledger) => {
      ledger.completed.seconds = 9;
    });
    expect(other).toThrow('seconds of work');
  });
});
