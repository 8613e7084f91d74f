import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ClientClass } from '../contract';

/** Where the learner's credentials lead to. */
export interface Account {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Whose credentials they are. */
  readonly arn: string;
  client<Client>(Class: ClientClass<Client>): Client;
}

export interface AccountOptions {
  /** @default - as for every AWS tool */
  readonly region?: string;
  /** Of the shared AWS configuration. @default - as for every AWS tool */
  readonly profile?: string;
}

/** Asks AWS whose the credentials are. */
export async function findAccount(options: AccountOptions): Promise<Account> {
  const client = <Client>(Class: ClientClass<Client>): Client => new Class({ ...options } as never);
  const sts = client(STSClient);
  const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, arn, region: await sts.config.region(), client };
}
