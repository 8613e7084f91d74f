import { fileTypeFromBuffer } from 'file-type';
import type { DetectFormat } from './describe';

/** The format that the first bytes of a file give away. The only file here that needs an ESM-only library. */
export const detectFormat: DetectFormat = async (sample) => (await fileTypeFromBuffer(sample))?.mime;
