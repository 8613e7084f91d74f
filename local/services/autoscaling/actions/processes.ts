import type { ResumeProcessesCommandInput, SuspendProcessesCommandInput } from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { type AutoScaling, groupAccess } from '../autoscaling-context';
import { validationError } from '../errors';
import { SCALING_PROCESSES, type ScalingProcess } from '../model';

export function suspendProcesses(autoScaling: AutoScaling): Operation<SuspendProcessesCommandInput> {
  return {
    access: groupAccess(autoScaling, 'SuspendProcesses'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const { suspended } = live.group.settings;
      live.configure({ suspended: new Set([...suspended, ...processesOf(input.ScalingProcesses)]) });
      return undefined;
    },
  };
}

export function resumeProcesses(autoScaling: AutoScaling): Operation<ResumeProcessesCommandInput> {
  return {
    access: groupAccess(autoScaling, 'ResumeProcesses'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const resumed = processesOf(input.ScalingProcesses);
      const suspended = [...live.group.settings.suspended].filter((process) => !resumed.includes(process));
      live.configure({ suspended: new Set(suspended) });
      return undefined;
    },
  };
}

/** Without names all of them are meant. */
function processesOf(names: readonly string[] | undefined): readonly ScalingProcess[] {
  if (names === undefined || names.length === 0) return SCALING_PROCESSES;
  return names.map((name) => {
    const process = SCALING_PROCESSES.find((known) => known === name);
    if (process !== undefined) return process;
    throw validationError(`A scaling process must be one of ${SCALING_PROCESSES.join(', ')}, got '${name}'.`);
  });
}
