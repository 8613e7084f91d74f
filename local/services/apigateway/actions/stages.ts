import type {
  CreateStageRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  GetStagesResponse,
  Stage,
  UpdateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import { parseArn } from '../../../../model/arn';
import type { Operation } from '../../service';
import { inApi } from '../access';
import type { ApiGateway } from '../api-gateway-context';
import { badRequest, conflict, notFound, notOffered } from '../errors';
import type { HttpApi, StageRecord } from '../http-api';
import { Throttle } from '../throttle';

const nameOf = (input: { readonly StageName?: string }) => input.StageName;

function readStage(input: CreateStageRequest): StageRecord {
  const { StageName = '', AccessLogSettings, DefaultRouteSettings, RouteSettings, StageVariables } = input;
  if (!/^(\$default|[\w-]{1,128})$/.test(StageName)) {
    throw badRequest('Stage name only allows a-zA-Z0-9-_ and $default');
  }
  // Without it a stage answers what was deployed to it, and a change of the API reaches it with the next deployment.
  if (input.AutoDeploy !== true) throw notOffered("stages without 'AutoDeploy'");
  const destination = AccessLogSettings?.DestinationArn;
  if (destination !== undefined && parseArn(destination)?.service !== 'logs') {
    throw notOffered(`access logs to ${destination}, which is no log group`);
  }
  return {
    settings: {
      StageName,
      AutoDeploy: true,
      AccessLogSettings,
      DefaultRouteSettings: { DetailedMetricsEnabled: false, ...DefaultRouteSettings },
      RouteSettings: RouteSettings ?? {},
      StageVariables: StageVariables ?? {},
      Description: input.Description,
    },
    throttle: new Throttle(DefaultRouteSettings, RouteSettings),
  };
}

export const createStage = ({ apis }: ApiGateway): Operation<CreateStageRequest, Stage> => ({
  access: inApi('POST', 'stages'),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    const stage = readStage(input);
    if (api.stages.has(stage.settings.StageName)) throw conflict('Stage already exists');
    api.stages.set(stage.settings.StageName, stage);
    return stage.settings;
  },
});

export const getStage = ({ apis }: ApiGateway): Operation<GetStageRequest, Stage> => ({
  access: inApi('GET', 'stages', nameOf),
  run: (input, request) => find(apis.at(input.ApiId, request), input.StageName).settings,
});

export const getStages = ({ apis }: ApiGateway): Operation<GetStagesRequest, GetStagesResponse> => ({
  access: inApi('GET', 'stages'),
  run: (input, request) => ({
    Items: [...apis.at(input.ApiId, request).stages.values()].map(({ settings }) => settings),
  }),
});

export const updateStage = ({ apis }: ApiGateway): Operation<UpdateStageRequest, Stage> => ({
  access: inApi('PATCH', 'stages', nameOf),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    const { settings } = find(api, input.StageName);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const stage = readStage({ ...settings, ApiId: api.id, ...given, StageName: settings.StageName });
    api.stages.set(settings.StageName, stage);
    return stage.settings;
  },
});

export const deleteStage = ({ apis }: ApiGateway): Operation<DeleteStageRequest, undefined> => ({
  access: inApi('DELETE', 'stages', nameOf),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    api.stages.delete(find(api, input.StageName).settings.StageName);
    return undefined;
  },
});

/** Without it, requests are no longer logged. */
export const deleteAccessLogSettings = ({ apis }: ApiGateway): Operation<GetStageRequest, undefined> => ({
  access: (input, request) => inApi('DELETE', `stages/${input.StageName}/accesslogsettings`)(input, request),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    const { settings } = find(api, input.StageName);
    const { AccessLogSettings: _, ...rest } = settings;
    api.stages.set(settings.StageName, readStage({ ...rest, ApiId: api.id }));
    return undefined;
  },
});

function find(api: HttpApi, name: string | undefined): StageRecord {
  const stage = api.stages.get(name ?? '');
  if (stage === undefined) throw notFound('stage', name);
  return stage;
}
