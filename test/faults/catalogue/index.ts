import type { FaultCase } from '../fault-case';
import { crashes } from './crashes';
import { handlers } from './handlers';
import { queues } from './queues';
import { requests } from './requests';

export const catalogue: readonly FaultCase[] = [...handlers, ...crashes, ...requests, ...queues];
