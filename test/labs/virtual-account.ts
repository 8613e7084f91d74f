import { timersOf } from '../../labs/runner/timers';
import type { Account } from '../../labs/target/account';
import type { Time } from '../../labs/target/time';
import type { LocalCloud } from '../../local';

/** A local cloud in the place of somebody's account: the SDK's clients, without a socket. */
export const accountIn = (cloud: LocalCloud): Account => ({
  account: cloud.account,
  region: cloud.region,
  arn: `arn:aws:iam::${cloud.account}:user/administrator`,
  client: (Class) => cloud.client(Class),
});

/** Its time, which is moved in place of being waited for. */
export const timeOf = (cloud: LocalCloud): Time => ({
  now: () => cloud.now(),
  pass: (seconds) => cloud.advance(seconds * 1_000),
  pollSeconds: 0,
  timers: timersOf(cloud),
});
