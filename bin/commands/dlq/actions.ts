export { runExport } from './export';
export { runList } from './list';
export { runPurge } from './purge';
export { runRedrive } from './redrive';
export { runShow } from './show';
