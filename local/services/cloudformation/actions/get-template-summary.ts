import type { GetTemplateSummaryInput, GetTemplateSummaryOutput } from '@aws-sdk/client-cloudformation';
import { parseTemplate } from '../../../cloudformation';
import type { Operation } from '../../service';
import { anyStack, type CloudFormationContext, stackAccess, stackOf } from '../context';
import { validationError } from '../errors';
import { neededCapability, templateTexts } from '../stack-input';
import { templateText } from '../template-source';

/** What a template asks for, or that of a stack: `aws cloudformation deploy` looks for its parameters. */
export const getTemplateSummary = (
  context: CloudFormationContext,
): Operation<GetTemplateSummaryInput, GetTemplateSummaryOutput> => ({
  access: ({ StackName }, request) =>
    StackName === undefined
      ? anyStack('GetTemplateSummary', request)
      : stackAccess(context, 'GetTemplateSummary', StackName, request),

  async run(input, request) {
    const { StackName } = input;
    if (StackName !== undefined && (input.TemplateBody ?? input.TemplateURL) !== undefined) {
      throw validationError('A template and the name of a stack cannot both be specified.');
    }
    const source =
      StackName === undefined
        ? await templateText(input, request)
        : stackOf(context, StackName, request).request?.template;
    const template = parseTemplate(source);
    const capability = neededCapability(template);
    const types = [...new Set([...template.resources.values()].map(({ type }) => type))];
    return {
      Parameters: [...template.parameters].map(
        ([ParameterKey, { type: ParameterType, Default, NoEcho, Description }]) => ({
          ParameterKey,
          ParameterType,
          DefaultValue: Default === undefined ? undefined : String(Default),
          NoEcho: NoEcho === true || NoEcho === 'true',
          Description: Description === undefined ? undefined : String(Description),
        }),
      ),
      Description: templateTexts(source).description,
      Capabilities: capability === undefined ? [] : [capability],
      ResourceTypes: types,
    };
  },
});
