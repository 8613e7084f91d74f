/** Thrown when a file is not what its name says, so that its records cannot be counted. The message says where. */
export class UncountableError extends Error {
  override readonly name = 'UncountableError';
}
