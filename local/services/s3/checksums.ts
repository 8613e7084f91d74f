import { createHash } from 'node:crypto';
import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { AwsError } from '../../aws-error';
import { invalidRequest, notImplemented } from './model/errors';

interface Hasher {
  update(data: Uint8Array): void;
  digest(): Uint8Array | Promise<Uint8Array>;
}

const hash = (name: string) => (): Hasher => {
  const state = createHash(name);
  return { update: (data) => void state.update(data), digest: () => state.digest() };
};

/** How S3 computes each of its checksums. A CRC can be that of a whole multipart object, a digest only of its parts. */
const ALGORITHMS = {
  CRC32: { create: (): Hasher => new Crc32(), bytes: 4, linear: true },
  CRC32C: { create: (): Hasher => new Crc32c(), bytes: 4, linear: true },
  CRC64NVME: { create: (): Hasher => new Crc64Nvme(), bytes: 8, linear: true },
  MD5: { create: hash('md5'), bytes: 16, linear: false },
  SHA1: { create: hash('sha1'), bytes: 20, linear: false },
  SHA256: { create: hash('sha256'), bytes: 32, linear: false },
  SHA512: { create: hash('sha512'), bytes: 64, linear: false },
};

export type ChecksumAlgorithm = keyof typeof ALGORITHMS;

const NAMES = Object.keys(ALGORITHMS) as ChecksumAlgorithm[];
const NOT_OFFERED = ['XXHASH64', 'XXHASH3', 'XXHASH128'];

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
  /** Base64; of a composite checksum with `-` and the number of parts. */
  readonly value: string;
}

/** The checksum members of an SDK input or output. */
export type ChecksumMembers = { [Name in ChecksumAlgorithm as `Checksum${Name}`]?: string };

/** What a request says about its body: the value comes in a header, or follows the body as a trailer. */
export interface ExpectedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | undefined;
}

export function checksumMembers(checksum: Checksum | undefined): ChecksumMembers {
  return checksum === undefined ? {} : { [`Checksum${checksum.algorithm}`]: checksum.value };
}

export function toAlgorithm(name: string): ChecksumAlgorithm {
  const found = NAMES.find((known) => known === name);
  if (found !== undefined) return found;
  if (NOT_OFFERED.includes(name)) throw notImplemented(`the checksum algorithm ${name}`);
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  );
}

export function isLinear(algorithm: ChecksumAlgorithm): boolean {
  return ALGORITHMS[algorithm].linear;
}

/** The one checksum among a request's members or trailers, if there is any. */
export function checksumOf(values: ChecksumMembers): ExpectedChecksum | undefined {
  for (const name of NOT_OFFERED) {
    if (`Checksum${name}` in values) throw notImplemented(`the checksum algorithm ${name}`);
  }
  const given = NAMES.flatMap((algorithm) => {
    const value = values[`Checksum${algorithm}`];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (given.length > 1) {
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  return given[0];
}

export function trailingChecksum(trailers: ReadonlyMap<string, string>): ExpectedChecksum | undefined {
  const found = [...trailers].flatMap(([name, value]) => {
    const algorithm = /^x-amz-checksum-(.+)$/.exec(name)?.[1];
    return algorithm === undefined ? [] : [{ algorithm: toAlgorithm(algorithm.toUpperCase()), value }];
  });
  return found[0];
}

export async function digestOf(
  algorithm: ChecksumAlgorithm,
  data: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const hasher = ALGORITHMS[algorithm].create();
  for await (const part of data) hasher.update(part);
  return base64(await hasher.digest());
}

/** The checksum of a multipart object's parts' checksums. */
export async function compositeOf(algorithm: ChecksumAlgorithm, parts: readonly string[]): Promise<string> {
  const value = await digestOf(
    algorithm,
    parts.map((part) => Buffer.from(part, 'base64')),
  );
  return `${value}-${parts.length}`;
}

export function requireChecksum(expected: ExpectedChecksum, actual: string): void {
  const { algorithm, value } = expected;
  if (value === undefined || value === actual) return;
  if (Buffer.from(value, 'base64').length !== ALGORITHMS[algorithm].bytes) {
    throw invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
  }
  throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}

/** MD5 (the entity tag) and the checksum of a body, computed while it passes. */
export class BodyDigest {
  private readonly md5 = createHash('md5');
  private readonly checksum: Hasher;

  constructor(readonly algorithm: ChecksumAlgorithm) {
    this.checksum = ALGORITHMS[algorithm].create();
  }

  update(data: Uint8Array): void {
    this.md5.update(data);
    this.checksum.update(data);
  }

  async finish(): Promise<{ readonly md5: Buffer; readonly checksum: string }> {
    return { md5: this.md5.digest(), checksum: base64(await this.checksum.digest()) };
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
