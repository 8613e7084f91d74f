import { PropertyValues, present } from '../property-values';
import type { ResourceType } from '../resource-type';

const MEMBERS = [
  'Action',
  'EventSourceToken',
  'FunctionName',
  'FunctionUrlAuthType',
  'Principal',
  'PrincipalOrgID',
  'SourceAccount',
  'SourceArn',
];
const MAX_STATEMENT_ID_LENGTH = 100;

export const permission: ResourceType = {
  type: 'AWS::Lambda::Permission',
  properties: MEMBERS,
  attributes: ['Id'],
  // A statement of a function's policy cannot be changed, only replaced.
  replaceOn: MEMBERS,

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const StatementId = context.generatedName(MAX_STATEMENT_ID_LENGTH);
    const members = MEMBERS.map((name) => [name, values.text(name)]);
    const input = { StatementId, ...present(Object.fromEntries(members)) };
    await context.router.call('lambda', 'AddPermission', input, context.caller);
    return { physicalId: StatementId, attributes: { Id: StatementId } };
  },

  async update(StatementId) {
    return { physicalId: StatementId, attributes: { Id: StatementId } };
  },

  async delete(StatementId, properties, context) {
    const FunctionName = new PropertyValues(properties).requiredText('FunctionName');
    await context.router.call('lambda', 'RemovePermission', { FunctionName, StatementId }, context.caller);
  },
};
