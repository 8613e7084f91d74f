import type { Kernel } from '../../kernel/kernel';
import type { Router } from '../service';
import type { Apis } from './apis';

/** What API Gateway's actions share. */
export interface ApiGateway {
  readonly kernel: Kernel;
  readonly router: Router;
  readonly apis: Apis;
}
