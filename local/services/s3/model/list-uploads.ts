import { compareUtf8 } from './key-index';
import type { MultipartUpload } from './stored-object';

export interface UploadsRequest {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly keyMarker: string | undefined;
  readonly uploadIdMarker: string | undefined;
  readonly limit: number;
}

export interface UploadsPage {
  readonly uploads: readonly MultipartUpload[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  readonly nextKeyMarker: string | undefined;
  readonly nextUploadIdMarker: string | undefined;
}

/** Uploads by key, those of one key in the order in which they began. */
export function listUploads(all: Iterable<MultipartUpload>, request: UploadsRequest): UploadsPage {
  const { prefix, delimiter, keyMarker, uploadIdMarker, limit } = request;
  const ordered = [...all]
    .filter((upload) => upload.key.startsWith(prefix))
    .sort((a, b) => compareUtf8(a.key, b.key) || a.initiated - b.initiated || compareUtf8(a.uploadId, b.uploadId));
  const marker = ordered.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === uploadIdMarker);
  const rest = ordered.filter(({ key }, index) => {
    if (keyMarker === undefined) return true;
    return marker < 0 ? compareUtf8(key, keyMarker) > 0 : index > marker;
  });

  const uploads: MultipartUpload[] = [];
  const commonPrefixes: string[] = [];
  let last: MultipartUpload | string | undefined;
  for (const upload of rest) {
    const end = delimiter ? upload.key.indexOf(delimiter, prefix.length) : -1;
    const common = end < 0 ? undefined : upload.key.slice(0, end + (delimiter ?? '').length);
    if (common !== undefined && (common === commonPrefixes.at(-1) || common === keyMarker)) continue;
    if (uploads.length + commonPrefixes.length >= limit) return page(true);
    if (common === undefined) uploads.push(upload);
    else commonPrefixes.push(common);
    last = common ?? upload;
  }
  return page(false);

  function page(truncated: boolean): UploadsPage {
    const markers =
      typeof last === 'string'
        ? { nextKeyMarker: last, nextUploadIdMarker: undefined }
        : { nextKeyMarker: last?.key, nextUploadIdMarker: last?.uploadId };
    return { uploads, commonPrefixes, truncated, ...markers };
  }
}
