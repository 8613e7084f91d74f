import type { Organization } from '../../../local';
import { isOrganizationId } from '../../../model/organization';
import { UsageError } from '../../usage-error';

/** `o-a1b2c3d4e5=111122223333,444455556666` */
export function readOrganization(text: string | undefined): Organization | undefined {
  if (text === undefined) return undefined;
  const [id = '', members = ''] = text.split('=', 2);
  const accounts = members.split(',');
  if (!isOrganizationId(id) || !accounts.every((account) => /^\d{12}$/.test(account))) {
    throw new UsageError(
      `'--organization' must be an organization's id and its accounts, got '${text}'. The id is 'o-' and 10 to 32 lower-case letters and digits, an account has twelve digits. Give it as o-a1b2c3d4e5=111122223333,444455556666.`,
    );
  }
  return { id, accounts };
}
