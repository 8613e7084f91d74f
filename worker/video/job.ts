import * as v from 'valibot';

/** What the front end takes: a video of the bucket, and how wide its preview is to be. */
export const job = v.object({
  /** Key of the video. */
  video: v.pipe(v.string(), v.minLength(1), v.maxLength(1_024)),
  /** Pixels. */
  width: v.optional(v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(640)), 240),
});

export type Job = v.InferOutput<typeof job>;

/** Attribute in which the front end sends the job's id along. */
export const JOB_ID = 'JobId';

/** Where a job's preview lies. It is the same each time that the job is tried, so a second time changes nothing. */
export const previewKey = (jobId: string): string => `${jobId}.gif`;
