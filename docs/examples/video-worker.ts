import { z } from 'zod';
import { runWorker } from '../../consumer';
import { ec2Instance } from '../../consumer/ec2';
import { transcode } from './transcode';

const job = z.object({ video: z.string(), format: z.enum(['webm', 'mp4']) });

runWorker({
  schema: job,
  instance: ec2Instance(),
  process: ({ video, format }, { signal }) => transcode(video, format, signal),
});
