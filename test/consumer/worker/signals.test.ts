import { onSignals } from '../../../consumer/adapters/worker/signals';

test('the first signal is acted upon, and the next one does what it does without a worker', () => {
  const seen: string[] = [];
  onSignals(['SIGUSR2', 'SIGHUP'], (signal) => seen.push(signal));
  expect([process.listenerCount('SIGUSR2'), process.listenerCount('SIGHUP')]).toEqual([1, 1]);
  process.emit('SIGUSR2');
  expect(seen).toEqual(['SIGUSR2']);
  expect([process.listenerCount('SIGUSR2'), process.listenerCount('SIGHUP')]).toEqual([0, 0]);
});

test('nothing listens any more once it is told to stop', () => {
  onSignals(['SIGUSR2'], () => undefined)();
  expect(process.listenerCount('SIGUSR2')).toBe(0);
});
