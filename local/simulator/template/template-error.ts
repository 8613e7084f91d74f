/** Thrown when a template has no fleet that can be simulated; says what is missing and what to do. */
export class FleetTemplateError extends Error {
  override readonly name = 'FleetTemplateError';
}
