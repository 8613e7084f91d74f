export { type InjectTrace, injectXrayHeader } from './inject-trace';
export type { TraceContext } from './trace-context';
