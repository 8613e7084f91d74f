/** Names of AWS Organizations: "Organization", "Root" and "OrganizationalUnit" in its API reference. */

const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;
const UNIT_PATH = /^r-[0-9a-z]{4,32}(\/ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})*$/;

export function isOrganizationId(text: string): boolean {
  return ORGANIZATION_ID.test(text);
}

/** From the root on: `r-ab12`, or `r-ab12/ou-ab12-11111111` for an account in that organizational unit. */
export function isUnitPath(text: string): boolean {
  return UNIT_PATH.test(text);
}
