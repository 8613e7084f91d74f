import type { Kernel } from '../../kernel/kernel';
import type { IamDirectory } from '../iam';
import type { Service } from '../service';
import { assumeRole } from './actions/assume-role';
import { getCallerIdentity } from './actions/get-caller-identity';

export function createSts(_kernel: Kernel, directory: IamDirectory): Service {
  return {
    name: 'sts',
    operations: { AssumeRole: assumeRole(directory), GetCallerIdentity: getCallerIdentity(directory) },
  };
}
