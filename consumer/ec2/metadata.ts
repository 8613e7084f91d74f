import { noToken, unexpected, unreachable } from './metadata-error';

/** The longest life that IMDSv2 gives to a token. */
const TOKEN_TTL_SECONDS = 21_600;
/** The service is on the instance's own host. A request that a hop limit stops is never answered. */
const TIMEOUT_MS = 2_000;

/**
 * Reads instance metadata by IMDSv2 alone. The SDK's `MetadataService` asks for a token with every read, and falls back
 * to IMDSv1 for good after one token request that was not answered.
 */
export class InstanceMetadata {
  private token?: string;

  /** @param endpoint without `/latest` */
  constructor(readonly endpoint: string) {}

  /**
   * @param path below `/latest/meta-data/`
   * @returns undefined where the instance has no such item: no Spot notice, no Auto Scaling group
   * @throws InstanceMetadataError
   */
  async read(path: string): Promise<string | undefined> {
    this.token ??= await this.requestToken();
    let response = await this.get(path, this.token);
    if (response.status === 401) {
      await response.text();
      this.token = await this.requestToken();
      response = await this.get(path, this.token);
    }
    const text = await response.text();
    if (response.status === 404) {
      return undefined;
    }
    if (response.status !== 200) {
      throw unexpected(path, response.status);
    }
    return text;
  }

  private get(path: string, token: string): Promise<Response> {
    return this.request(`/latest/meta-data/${path}`, 'GET', { 'X-aws-ec2-metadata-token': token });
  }

  private async requestToken(): Promise<string> {
    const response = await this.request('/latest/api/token', 'PUT', {
      'X-aws-ec2-metadata-token-ttl-seconds': String(TOKEN_TTL_SECONDS),
    });
    const token = await response.text();
    if (response.status !== 200 || token === '') {
      throw noToken(this.endpoint, response.status);
    }
    return token;
  }

  private async request(path: string, method: string, headers: Record<string, string>): Promise<Response> {
    try {
      return await fetch(`${this.endpoint}${path}`, { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      throw unreachable(this.endpoint, error);
    }
  }
}
