import type { Checksum } from '../checksums';
import type { Blob } from '../storage';
import type { ObjectEncryption } from './object-encryption';

/** The headers that come back with an object as they were stored. */
export interface ObjectHeaders {
  readonly contentType: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly expires?: Date;
  readonly websiteRedirectLocation?: string;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /**
   * Without quotes: MD5 in hex, of a multipart upload the MD5 of the parts' MD5s and `-N`. With a key of KMS it says
   * nothing about the content.
   */
  readonly etag: string;
  /** Milliseconds since 1970, whole seconds: HTTP dates hold no more. */
  readonly lastModified: number;
  readonly headers: ObjectHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  /** Replaced as a whole, without the object counting as modified. */
  tags: ReadonlyMap<string, string>;
  readonly checksum: Checksum;
  readonly encryption: ObjectEncryption;
  /** One piece, or the parts of a multipart upload in their order. */
  readonly content: readonly Blob[];
  /** Of a multipart upload. */
  readonly parts?: readonly StoredPart[];
}

export interface StoredPart {
  readonly partNumber: number;
  readonly size: number;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly lastModified: number;
  readonly blob: Blob;
}

/** A multipart upload that is neither completed nor aborted. */
export interface MultipartUpload {
  readonly uploadId: string;
  readonly key: string;
  readonly initiated: number;
  readonly headers: ObjectHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: ReadonlyMap<string, string>;
  readonly encryption: ObjectEncryption;
  /** As asked for; without one S3 keeps a CRC64NVME of the whole object. */
  readonly checksum: { readonly algorithm: Checksum['algorithm']; readonly type: Checksum['type'] } | undefined;
  readonly parts: Map<number, StoredPart>;
}
