/** How this was called, so that what the screen says can be typed. */
export function calledAs(): string {
  if (process.env['npm_lifecycle_event'] === 'labs') return 'npm run labs --';
  return process.env['npm_command'] === 'exec' ? 'npx cdk-spillway labs' : 'spillway labs';
}
