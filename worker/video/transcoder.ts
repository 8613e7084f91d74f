import { type Message, PermanentError } from '../../consumer';
import { JOB_ID, type Job, previewKey } from './job';
import { preview } from './preview';
import type { VideoStore } from './video-store';

/** Thrown for a video that is not there: uploads come before jobs, so it will not come later. */
class NoSuchVideoError extends PermanentError {
  override readonly code = 'NoSuchVideo';
}

/** What happens to one job: its video becomes a preview. */
export function transcoder(store: VideoStore) {
  return async ({ video, width }: Job, message: Pick<Message, 'id' | 'attributes' | 'signal'>): Promise<void> => {
    const { signal } = message;
    const bytes = await store.read(video, signal);
    if (bytes === undefined) throw new NoSuchVideoError(`There is no video '${video}'.`);
    const made = await preview(bytes, width, signal);
    // A job that somebody sent to the queue, past the front end, goes by its message.
    await store.write(previewKey(message.attributes[JOB_ID]?.stringValue ?? message.id), made, signal);
  };
}
