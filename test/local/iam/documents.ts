/** A trust policy that lets this principal assume the role. */
export function trusts(principal: object | '*', condition?: object): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition: condition }],
  });
}

/** An identity policy with one statement. */
export function allows(action: string | string[], resource = '*'): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  });
}

export const LAMBDA_TRUST = trusts({ Service: 'lambda.amazonaws.com' });
