import {
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
  IdempotencyRecordStatus,
} from '@aws-lambda-powertools/idempotency';
import { BasePersistenceLayer, IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';

type Operation = 'get' | 'put' | 'update' | 'delete';

/** A store in memory, with the condition under which a key may be taken: nobody has it, or his time is over. */
export class MemoryStore extends BasePersistenceLayer {
  readonly records = new Map<string, IdempotencyRecord>();
  readonly operations: Operation[] = [];
  /** Operations that fail. */
  readonly failing = new Set<Operation>();

  get statuses(): readonly string[] {
    return [...this.records.values()].map((record) => record.getStatus());
  }

  protected async _getRecord(key: string): Promise<IdempotencyRecord> {
    this.begin('get');
    const record = this.records.get(key);
    if (record === undefined) throw new IdempotencyItemNotFoundError();
    return record;
  }

  protected async _putRecord(record: IdempotencyRecord): Promise<void> {
    this.begin('put');
    const { inProgressExpiryTimestamp: until = Number.POSITIVE_INFINITY } =
      this.records.get(record.idempotencyKey) ?? {};
    const existing = this.records.get(record.idempotencyKey);
    const abandoned = existing?.getStatus() === IdempotencyRecordStatus.INPROGRESS && until < Date.now();
    if (existing !== undefined && !existing.isExpired() && !abandoned) {
      throw new IdempotencyItemAlreadyExistsError('taken', existing);
    }
    this.records.set(record.idempotencyKey, record);
  }

  protected async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.begin('update');
    this.records.set(record.idempotencyKey, new IdempotencyRecord({ ...record, status: record.getStatus() }));
  }

  protected async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    this.begin('delete');
    this.records.delete(record.idempotencyKey);
  }

  private begin(operation: Operation): void {
    this.operations.push(operation);
    if (this.failing.has(operation)) throw new Error(`the table is down (${operation})`);
  }
}
