/** The text with which AWS refuses a parameter that its API model does not allow; only the error's code differs by service. */
export function constraintText(member: string, value: unknown, rule: string): string {
  const shown = value === undefined ? 'null' : `'${String(value)}'`;
  return `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`;
}
