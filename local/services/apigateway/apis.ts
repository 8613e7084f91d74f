import type { Random } from '../../kernel/random';
import { notFound } from './errors';
import { HttpApi } from './http-api';

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

interface Place {
  readonly account: string;
  readonly region: string;
}

/** The HTTP APIs of all accounts and regions. Their ids are unique everywhere: an address holds nothing else. */
export class Apis {
  private readonly byId = new Map<string, HttpApi>();

  constructor(private readonly random: Random) {}

  add(place: Place, now: number, settings: Pick<HttpApi, 'name' | 'description' | 'cors'>): HttpApi {
    const { name, description, cors } = settings;
    const api = new HttpApi(this.newId(10), place.account, place.region, now, name, description, cors);
    this.byId.set(api.id, api);
    return api;
  }

  /** Ids of integrations and routes have seven characters, those of APIs ten. */
  newId(length: 7 | 10): string {
    return this.random.alphanumeric(length, ID_ALPHABET);
  }

  /** To whoever calls an address. */
  find(id: string): HttpApi | undefined {
    return this.byId.get(id);
  }

  /** To who manages APIs: those of the own account and region only. */
  at(id: string | undefined, { account, region }: Place): HttpApi {
    const api = this.byId.get(id ?? '');
    if (api?.account !== account || api.region !== region) throw notFound('API', id);
    return api;
  }

  in({ account, region }: Place): readonly HttpApi[] {
    return [...this.byId.values()].filter((api) => api.account === account && api.region === region);
  }

  remove(api: HttpApi): void {
    this.byId.delete(api.id);
  }
}
