/** SQS finds a queue by the last two parts of its URL. */
export function queuePath(arn: string): string {
  const [, , , , account, name] = arn.split(':');
  return `/${account}/${name}`;
}
