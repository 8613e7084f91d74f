import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { Operation, Request } from '../service';
import { keyAccess } from './access';
import { type KeyReference, resolveKey } from './key-reference';
import type { KmsModel } from './kms-model';

/** What each action of KMS works with. */
export interface Kms {
  readonly kernel: Kernel;
  readonly model: KmsModel;
  readonly random: Random;
}

/** Which ways to name a key an action takes: those that change a key take no alias. */
export type KeyNames = 'with aliases' | 'without aliases';

/** An action on one key, allowed by its key policy. */
export function onKey<Input extends { readonly KeyId?: string }, Output extends object | undefined>(
  kms: Kms,
  action: string,
  names: KeyNames,
  run: (reference: KeyReference, input: Input, request: Request) => Output,
): Operation<Input, Output> {
  return {
    access: (input, request) => keyAccess(kms, action, resolveKey(kms.model, input.KeyId, names, request), request),
    run: (input, request) => run(resolveKey(kms.model, input.KeyId, names, request), input, request),
  };
}
