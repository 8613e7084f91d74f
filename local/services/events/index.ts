export { createEvents } from './create-events';
export type { EventIntake, PutEvent } from './event-buses';
