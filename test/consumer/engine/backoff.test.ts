import { exponentialBackoff } from '../../../consumer';

test('the upper bound doubles with every receive, up to the maximum', () => {
  const backoff = exponentialBackoff({ baseSeconds: 2, maxSeconds: 60 });

  expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((count) => backoff(count, () => 1))).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
});

test('the delay is a random part of it in whole seconds, and never 0', () => {
  const backoff = exponentialBackoff({ baseSeconds: 100 });

  expect([0, 0.001, 0.5, 0.999].map((random) => backoff(1, () => random))).toEqual([1, 1, 50, 100]);
});
