/** A cloud assembly cannot be read or deployed here. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}
