import type { ListFunctionsCommandInput, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service';
import { describeFunction } from '../describe';
import type { LambdaContext } from '../service-context';

export const listFunctions = (context: LambdaContext): Operation<ListFunctionsCommandInput, ListFunctionsResponse> => ({
  access: (_input, request) => ({ action: 'lambda:ListFunctions', resource: '*', account: request.account }),
  run(input, request) {
    const records = [...context.state.functions.values()]
      .filter(({ settings }) => settings.account === request.account && settings.region === request.region)
      .sort((a, b) => (a.settings.name < b.settings.name ? -1 : 1));
    const start =
      input.Marker === undefined ? 0 : records.findIndex(({ settings }) => settings.name > (input.Marker ?? ''));
    const page = start < 0 ? [] : records.slice(start, start + (input.MaxItems ?? 50));
    const more = start >= 0 && start + page.length < records.length;
    return { Functions: page.map(describeFunction), NextMarker: more ? page.at(-1)?.settings.name : undefined };
  },
});
