import type { ListTagsCommandInput, TagResourceCommandInput, UntagResourceCommandInput } from '@aws-sdk/client-lambda';
import type { Access, Operation, Request } from '../../service';
import type { LambdaContext } from '../service-context';

const onArn =
  (action: string) =>
  (input: { readonly Resource?: string }, request: Request): Access => ({
    action,
    resource: input.Resource ?? '',
    account: input.Resource?.split(':')[4] ?? request.account,
  });

export const listTags = (
  context: LambdaContext,
): Operation<ListTagsCommandInput, { Tags: Record<string, string> }> => ({
  access: onArn('lambda:ListTags'),
  run: (input, request) => ({ Tags: { ...context.state.find(input.Resource ?? '', request).tags } }),
});

export const tagResource = (context: LambdaContext): Operation<TagResourceCommandInput, undefined> => ({
  access: onArn('lambda:TagResource'),
  run(input, request) {
    const record = context.state.find(input.Resource ?? '', request);
    context.state.functions.set(record.settings.arn, { ...record, tags: { ...record.tags, ...input.Tags } });
    return undefined;
  },
});

export const untagResource = (context: LambdaContext): Operation<UntagResourceCommandInput, undefined> => ({
  access: onArn('lambda:UntagResource'),
  run(input, request) {
    const record = context.state.find(input.Resource ?? '', request);
    const tags = Object.fromEntries(Object.entries(record.tags).filter(([key]) => !input.TagKeys?.includes(key)));
    context.state.functions.set(record.settings.arn, { ...record, tags });
    return undefined;
  },
});
