import type { Compute } from '../../compute/compute';
import type { Kernel } from '../../kernel/kernel';
import type { Operation, Router, Service } from '../service';
import { createEventSourceMapping } from './actions/create-event-source-mapping';
import { createFunction } from './actions/create-function';
import { deleteFunction } from './actions/delete-function';
import {
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from './actions/event-source-mappings';
import {
  deleteFunctionConcurrency,
  getFunctionConcurrency,
  putFunctionConcurrency,
} from './actions/function-concurrency';
import { getFunction, getFunctionConfiguration } from './actions/get-function';
import { invoke } from './actions/invoke';
import { listFunctions } from './actions/list-functions';
import { listTags, tagResource, untagResource } from './actions/tags';
import { updateFunctionCode, updateFunctionConfiguration } from './actions/update-function';
import { LambdaState } from './model/state';
import { Pollers } from './pollers';
import { FunctionRunner } from './run-function';
import type { LambdaContext } from './service-context';

export function createLambda(kernel: Kernel, router: Router, compute: Compute): Service {
  const context: LambdaContext = {
    kernel,
    router,
    compute,
    state: new LambdaState(),
    random: kernel.random.fork('lambda'),
  };
  const runner = new FunctionRunner(context);
  const pollers = new Pollers(context, runner);
  const operations: Readonly<Record<string, Operation>> = {
    CreateFunction: createFunction(context),
    GetFunction: getFunction(context),
    GetFunctionConfiguration: getFunctionConfiguration(context),
    ListFunctions: listFunctions(context),
    UpdateFunctionCode: updateFunctionCode(context),
    UpdateFunctionConfiguration: updateFunctionConfiguration(context),
    DeleteFunction: deleteFunction(context),
    PutFunctionConcurrency: putFunctionConcurrency(context),
    GetFunctionConcurrency: getFunctionConcurrency(context),
    DeleteFunctionConcurrency: deleteFunctionConcurrency(context),
    ListTags: listTags(context),
    TagResource: tagResource(context),
    UntagResource: untagResource(context),
    Invoke: invoke(context, runner),
    CreateEventSourceMapping: createEventSourceMapping(context, pollers),
    GetEventSourceMapping: getEventSourceMapping(context),
    ListEventSourceMappings: listEventSourceMappings(context),
    UpdateEventSourceMapping: updateEventSourceMapping(context, pollers),
    DeleteEventSourceMapping: deleteEventSourceMapping(context, pollers),
  };
  return { name: 'lambda', operations };
}
