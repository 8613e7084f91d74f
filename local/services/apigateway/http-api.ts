import type { Api, Cors, Integration, Route, Stage } from '@aws-sdk/client-apigatewayv2';
import { httpApiArn } from '../../../model/arn';
import type { RouteKey } from './route-key';
import type { Throttle } from './throttle';

export interface StageRecord {
  readonly settings: Stage & { readonly StageName: string };
  readonly throttle: Throttle;
}

export interface RouteRecord {
  readonly settings: Route & { readonly RouteId: string };
  readonly key: RouteKey;
}

/** One HTTP API with everything that belongs to it. */
export class HttpApi {
  readonly integrations = new Map<string, Integration>();
  readonly routes = new Map<string, RouteRecord>();
  readonly stages = new Map<string, StageRecord>();
  tags: Readonly<Record<string, string>> = {};

  constructor(
    readonly id: string,
    readonly account: string,
    readonly region: string,
    private readonly createdAt: number,
    public name: string,
    public description: string | undefined,
    public cors: Cors | undefined,
  ) {}

  get arn(): string {
    return httpApiArn({ region: this.region, account: this.account, name: this.id });
  }

  /** @param endpoint the cloud's own, such as `http://127.0.0.1:4566` */
  describe(endpoint: string): Api {
    return {
      ApiId: this.id,
      ApiEndpoint: `${endpoint}${API_PATH}/${this.id}`,
      ApiKeySelectionExpression: '$request.header.x-api-key',
      CreatedDate: new Date(this.createdAt),
      Name: this.name,
      Description: this.description,
      CorsConfiguration: this.cors,
      DisableExecuteApiEndpoint: false,
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$request.method $request.path',
      Tags: { ...this.tags },
    };
  }
}

/** What APIs' addresses begin with here. No bucket can have this name. */
export const API_PATH = '/_api';
