import { AwsError } from '../../../aws-error';
import type { Random } from '../../../kernel/random';
import type { Place } from '../fleet';
import { NETWORK_KINDS, type NetworkKind } from './kinds';

/** A network resource: its id, and what `Describe...` answers of it. Nothing flows through it. */
export interface NetworkRecord {
  readonly kind: NetworkKind;
  readonly id: string;
  readonly place: Place;
  data: Readonly<Record<string, unknown>>;
}

/**
 * The networks of all accounts and regions, as records: on one machine nothing is routed and no port is blocked. What
 * is kept is what templates and requests refer to, and what may not be deleted while others need it.
 */
export class Network {
  private readonly records = new Map<string, NetworkRecord>();

  constructor(private readonly random: Random) {}

  newId(prefix: string): string {
    return `${prefix}-${this.random.bytes(9).toString('hex').slice(0, 17)}`;
  }

  create(kind: NetworkKind, place: Place, data: Readonly<Record<string, unknown>>): NetworkRecord {
    const id = this.newId(kind.prefix);
    const { account, region } = place;
    const record: NetworkRecord = { kind, id, place: { account, region }, data: { [kind.idMember]: id, ...data } };
    this.records.set(id, record);
    return record;
  }

  find(kind: NetworkKind, place: Place, id: string | undefined): NetworkRecord | undefined {
    const record = this.records.get(id ?? '');
    const isOwn = record?.place.account === place.account && record.place.region === place.region;
    return isOwn && record.kind === kind ? record : undefined;
  }

  get(kind: NetworkKind, place: Place, id: string | undefined): NetworkRecord {
    const record = this.find(kind, place, id);
    if (record === undefined) {
      throw new AwsError(kind.notFound, `The ${kind.resourceType} ID '${id}' does not exist`);
    }
    return record;
  }

  /** The resource that an id names, of whatever kind, such as a route's gateway. */
  getAny(place: Place, id: string): NetworkRecord {
    const kind = NETWORK_KINDS.find(({ prefix }) => id.startsWith(`${prefix}-`));
    if (kind === undefined) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
    return this.get(kind, place, id);
  }

  list(kind: NetworkKind, { account, region }: Place): readonly NetworkRecord[] {
    return [...this.records.values()].filter(
      ({ kind: own, place }) => own === kind && place.account === account && place.region === region,
    );
  }

  /** @throws DependencyViolation while another resource names it */
  delete(record: NetworkRecord): void {
    for (const other of this.records.values()) {
      if (other.id === record.id || !names(other.data, record.id)) continue;
      throw new AwsError(
        'DependencyViolation',
        `The ${record.kind.resourceType} '${record.id}' has dependencies and cannot be deleted: ${other.id}.`,
      );
    }
    this.records.delete(record.id);
  }
}

function names(value: unknown, id: string): boolean {
  if (typeof value === 'string') return value === id;
  if (Array.isArray(value)) return value.some((item) => names(item, id));
  return typeof value === 'object' && value !== null && Object.values(value).some((member) => names(member, id));
}
