/**
 * Closed forms of queueing theory for c servers, one line, first come first served. Arrivals are a Poisson process of
 * `rate` a second, `service` is the mean time of one job in seconds.
 */
export interface Servers {
  readonly servers: number;
  readonly rate: number;
  readonly service: number;
}

/** Erlang's C formula: the share of jobs of an M/M/c queue that have to wait at all. */
export function erlangC({ servers, rate, service }: Servers): number {
  const offered = rate * service;
  // Erlang's B formula by its recursion, which no factorial overflows.
  let blocked = 1;
  for (let count = 1; count <= servers; count += 1) blocked = (offered * blocked) / (count + offered * blocked);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

/** The mean wait in an M/M/c queue, in seconds. */
export function meanWait(queue: Servers): number {
  return erlangC(queue) / (queue.servers / queue.service - queue.rate);
}

/** The share of jobs of an M/M/c queue that wait longer than so many seconds. */
export function waitsLonger(queue: Servers, seconds: number): number {
  return erlangC(queue) * Math.exp(-(queue.servers / queue.service - queue.rate) * seconds);
}

/**
 * The mean wait in an M/G/c queue with service times of this coefficient of variation: exact with one server (Pollaczek
 * and Khinchine), the approximation of Lee and Longton with more.
 */
export function meanWaitOfGeneral(queue: Servers, cv: number): number {
  return ((1 + cv * cv) / 2) * meanWait(queue);
}

/** The mean wait in an M/D/c queue, where all jobs take equally long, in seconds: Crommelin's formula, exact. */
export function meanWaitOfConstant({ servers, rate, service }: Servers): number {
  const offered = rate * service;
  let sum = 0;
  for (let index = 1; index <= 200; index += 1) {
    const mean = index * offered;
    sum += poissonTail(mean, index * servers) - (servers / offered) * poissonTail(mean, index * servers + 1);
  }
  return sum * service;
}

/** The probability that a Poisson number with this mean is `from` or more. */
function poissonTail(mean: number, from: number): number {
  let logTerm = -mean;
  for (let count = 1; count <= from; count += 1) logTerm += Math.log(mean / count);
  let term = Math.exp(logTerm);
  let tail = 0;
  for (let count = from; term > 1e-18 || count <= mean; count += 1) {
    tail += term;
    term *= mean / (count + 1);
  }
  return tail;
}
