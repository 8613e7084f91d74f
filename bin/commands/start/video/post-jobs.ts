import { setTimeout as sleep } from 'node:timers/promises';
import { type Clip, PREVIEW_WIDTH } from './clips';
import { type Credentials, signedHeaders } from './sign';

export interface PostedJob {
  /** Of the answer's header. */
  readonly id: string;
  readonly clip: Clip;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface FrontEnd {
  readonly url: string;
  readonly region: string;
  readonly credentials: Credentials;
}

export interface Posting {
  readonly jobs: readonly PostedJob[];
  /** Requests that were answered with 429 and sent again. */
  readonly throttled: number;
}

const AT_ONCE = 16;

/** Posts jobs as fast as the front end takes them: what it throttles is sent again after a pause, a second by default. */
export async function postJobs(
  frontEnd: FrontEnd,
  clips: readonly Clip[],
  signal: AbortSignal,
  pause: () => Promise<unknown> = () => sleep(1_000, undefined, { signal }),
): Promise<Posting> {
  const waiting = clips[Symbol.iterator]();
  const jobs: PostedJob[] = [];
  let throttled = 0;
  const postRest = async (): Promise<void> => {
    for (const clip of waiting) {
      for (;;) {
        const job = await post(frontEnd, clip, signal);
        if (job !== undefined) {
          jobs.push(job);
          break;
        }
        throttled += 1;
        await pause();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, postRest));
  return { jobs, throttled };
}

/** Undefined when there are too many requests. */
async function post(
  { url, region, credentials }: FrontEnd,
  clip: Clip,
  signal: AbortSignal,
): Promise<PostedJob | undefined> {
  const body = JSON.stringify({ video: clip.key, width: PREVIEW_WIDTH });
  const at = Date.now();
  const headers = signedHeaders(new URL(url), body, { credentials, region, service: 'execute-api', now: new Date(at) });
  const answer = await fetch(url, { method: 'POST', body, headers, signal });
  const text = await answer.text();
  if (answer.status === 429) return undefined;
  const id = answer.headers.get('job-id');
  if (answer.status !== 202 || id === null) throw new Error(`The front end answered ${answer.status}: ${text}`);
  return { id, clip, at };
}
