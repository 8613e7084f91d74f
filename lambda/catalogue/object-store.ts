import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { S3ObjectEvent } from '../../consumer';
import { type CatalogueDocument, documentKey } from './document';

/** The uploaded objects, and the documents about them. */
export interface ObjectStore {
  /** Undefined when the object is gone. */
  open(event: S3ObjectEvent, signal: AbortSignal): Promise<OpenObject | undefined>;
  find(objectKey: string, signal: AbortSignal): Promise<StoredDocument | undefined>;
  /**
   * Writes the document if the catalogue still holds what was found before.
   * @returns false when another invocation wrote one meanwhile
   */
  write(document: CatalogueDocument, before: StoredDocument | undefined, signal: AbortSignal): Promise<boolean>;
}

export interface OpenObject {
  /** Without quotes. */
  readonly eTag?: string;
  readonly content: Readable;
}

export interface StoredDocument {
  /** Undefined when somebody else wrote the document. */
  readonly sequencer?: string;
  /** With quotes, as S3 gives it. */
  readonly eTag?: string;
}

export class S3ObjectStore implements ObjectStore {
  constructor(
    private readonly client: S3Client,
    private readonly catalogueBucket: string,
  ) {}

  async open(event: S3ObjectEvent, signal: AbortSignal): Promise<OpenObject | undefined> {
    const command = new GetObjectCommand({ Bucket: event.bucket, Key: event.key, VersionId: event.versionId });
    try {
      const { Body, ETag } = await this.client.send(command, { abortSignal: signal });
      // On Node.js the SDK's body is a stream of Node's own.
      return { eTag: ETag?.replaceAll('"', ''), content: Body as Readable };
    } catch (error) {
      if (error instanceof NoSuchKey || (error instanceof S3ServiceException && error.name === 'NoSuchVersion')) {
        return undefined;
      }
      throw error;
    }
  }

  async find(objectKey: string, signal: AbortSignal): Promise<StoredDocument | undefined> {
    const command = new HeadObjectCommand({ Bucket: this.catalogueBucket, Key: documentKey(objectKey) });
    try {
      const { Metadata, ETag } = await this.client.send(command, { abortSignal: signal });
      return { sequencer: Metadata?.['sequencer'], eTag: ETag };
    } catch (error) {
      if (error instanceof NotFound) {
        return undefined;
      }
      throw error;
    }
  }

  async write(document: CatalogueDocument, before: StoredDocument | undefined, signal: AbortSignal): Promise<boolean> {
    const command = new PutObjectCommand({
      Bucket: this.catalogueBucket,
      Key: documentKey(document.key),
      Body: JSON.stringify(document),
      ContentType: 'application/json',
      Metadata: { sequencer: document.sequencer },
      ...(before === undefined ? { IfNoneMatch: '*' } : { IfMatch: before.eTag }),
    });
    try {
      await this.client.send(command, { abortSignal: signal });
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && WRITTEN_MEANWHILE.includes(error.$metadata.httpStatusCode)) {
        return false;
      }
      throw error;
    }
  }
}

/** 412: the condition does not hold; 409: another write is going on; 404: the document was deleted. */
const WRITTEN_MEANWHILE: ReadonlyArray<number | undefined> = [412, 409, 404];
