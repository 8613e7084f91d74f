import type { Decision } from '../model/policy/request';
import { accessDenied, authorize, principalName } from './authorize';
import { AwsError } from './aws-error';
import { ConnectionReset } from './connection-reset';
import { errorOf } from './kernel/faults';
import type { Kernel } from './kernel/kernel';
import { UuidSequence } from './kernel/uuid-sequence';
import { notOffered } from './not-offered';
import { Memberships } from './organization';
import { RequestScope } from './request-scope';
import type { IdentityDirectory } from './services/iam/directory';
import type { Access, CallOptions, Operation, Request, Router, Service, ServiceName } from './services/service';
import { strike } from './strike';

/**
 * What a denial does:
 * - `strict`: the request fails, as on AWS.
 * - `audit`: it is recorded and let through.
 * - `off`: nothing is decided.
 */
export type Enforcement = 'strict' | 'audit' | 'off';

/** Finds the operation, asks for permission, runs it. Everything that happens in the cloud passes here. */
export class ServiceRouter implements Router {
  private readonly services = new Map<string, Service>();
  private readonly requestIds: UuidSequence;
  private requests = 0;

  constructor(
    readonly kernel: Kernel,
    private readonly directory: IdentityDirectory,
    private readonly enforcement: Enforcement,
    private readonly endpoint: () => string,
    private readonly memberships = new Memberships(undefined),
  ) {
    this.requestIds = new UuidSequence(kernel.random.fork('request').bytes(16));
  }

  add(service: Service): void {
    this.services.set(service.name, service);
  }

  newRequestId(): string {
    this.requests += 1;
    return this.requestIds.at(this.requests);
  }

  /** Carries out a request from outside or from another service. */
  async perform(service: string, action: string, input: object, request: Request): Promise<object | undefined> {
    const { events, faults } = this.kernel;
    try {
      const operation = this.operation(service, action);
      const run = () => {
        this.enforce(service, operation, input, request);
        return operation.run(input as never, request);
      };
      const fault = faults.strikes(`${service}:${action}`);
      const output = await (fault === undefined ? run() : strike(fault, request, run));
      if (events.observed) events.emit('request', this.describe(service, action, request));
      return output;
    } catch (error) {
      if (events.observed && error instanceof AwsError) {
        events.emit('request', { ...this.describe(service, action, request), error: error.code });
      }
      throw error;
    }
  }

  async call<Output = Record<string, unknown>>(
    service: ServiceName,
    action: string,
    input: object,
    options: CallOptions,
  ): Promise<Output> {
    const scope = this.scope(options);
    try {
      return (await this.perform(service, action, input, scope)) as Output;
    } catch (error) {
      // Between services there is no connection to break: the caller hears of a fault that passes.
      throw error instanceof ConnectionReset ? errorOf({ on: `${service}:${action}`, probability: 1 }) : error;
    } finally {
      scope.finish();
    }
  }

  decide(service: ServiceName, action: string, input: object, options: CallOptions): Decision {
    const scope = this.scope(options);
    try {
      let last: Decision | undefined;
      for (const access of this.accessOf(this.operation(service, action), input, scope)) {
        last = authorize(access, scope, this.directory, this.memberships);
        this.record(service, last, scope);
        if (this.denies(last)) return last;
      }
      if (last === undefined)
        throw new Error(`${service}:${action} needs no permission, so there is nothing to decide.`);
      this.operation(service, action).precondition?.(input as never, scope);
      return this.denies(last) ? last : { ...last, allowed: true, reason: last.reason, statements: last.statements };
    } finally {
      scope.finish();
    }
  }

  private denies(decision: Decision): boolean {
    return !decision.allowed && this.enforcement === 'strict';
  }

  private scope(options: CallOptions): RequestScope {
    return new RequestScope({
      ...options,
      context: options.context ?? {},
      endpoint: this.endpoint(),
      kernel: this.kernel,
      router: this,
      requestId: this.newRequestId(),
    });
  }

  private operation(service: string, action: string): Operation {
    const operation = this.services.get(service)?.operations[action];
    if (operation !== undefined) return operation;
    throw notOffered(service, action);
  }

  private accessOf(operation: Operation, input: object, request: Request): readonly Access[] {
    const access = operation.access(input as never, request);
    return Array.isArray(access) ? access : [access as Access];
  }

  private enforce(service: string, operation: Operation, input: object, request: Request): void {
    // Looks the resource up in any mode: a queue that does not exist is an error without policies too.
    const needed = this.accessOf(operation, input, request);
    for (const access of this.enforcement === 'off' ? [] : needed) {
      const decision = authorize(access, request, this.directory, this.memberships);
      this.record(service, decision, request);
      if (this.denies(decision)) throw accessDenied(service, decision, request.principal);
    }
    operation.precondition?.(input as never, request);
  }

  private record(service: string, decision: Decision, request: Request): void {
    const { events } = this.kernel;
    if (!events.observed) return;
    const { allowed, kind, action, resource, reason } = decision;
    events.emit('decision', {
      service,
      principal: principalName(request.principal),
      action,
      resource,
      allowed,
      kind,
      reason,
    });
  }

  private describe(service: string, action: string, request: Request): Record<string, unknown> {
    return {
      service,
      action,
      principal: principalName(request.principal),
      account: request.account,
      requestId: request.requestId,
    };
  }
}
