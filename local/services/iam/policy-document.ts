import type { PolicyDocument } from '../../../model/policy/document';
import { malformedPolicy } from './errors';
import { checkStatement, type PolicyKind } from './policy-statement';

const VERSIONS: readonly unknown[] = ['2012-10-17', '2008-10-17'];
const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'];

/** Reads a policy as IAM does when it is stored. Throws `MalformedPolicyDocument` with the statement and the reason. */
export function parsePolicy(text: string, kind: PolicyKind): PolicyDocument {
  const document = parseJson(text);
  if (!isObject(document)) throw malformedPolicy('Syntax errors in policy. The document must be a JSON object.');
  for (const element of Object.keys(document)) {
    if (!DOCUMENT_ELEMENTS.includes(element)) {
      throw malformedPolicy(
        `Syntax errors in policy. '${element}' is no element of a policy; they are ${DOCUMENT_ELEMENTS.join(', ')}.`,
      );
    }
  }
  if (document['Version'] !== undefined && !VERSIONS.includes(document['Version'])) {
    throw malformedPolicy(
      `Syntax errors in policy. 'Version' must be "2012-10-17" or "2008-10-17", got ${JSON.stringify(document['Version'])}. It names the policy language, not the policy.`,
    );
  }
  if (!isPolicy(document, kind)) throw malformedPolicy("Syntax errors in policy. 'Statement' is missing or empty.");
  return document;
}

/** Throws with the exact reason; false when there is nothing that could be checked. */
function isPolicy(document: object, kind: PolicyKind): document is PolicyDocument {
  const statement: unknown = 'Statement' in document ? document.Statement : undefined;
  const statements: readonly unknown[] = Array.isArray(statement) ? statement : statement ? [statement] : [];
  const sids = new Set<string>();
  statements.forEach((each, index) => {
    if (!isObject(each)) {
      throw malformedPolicy(`Syntax errors in policy. Statement ${index + 1} must be a JSON object.`);
    }
    checkStatement(each, `Statement ${index + 1}`, kind);
    const sid = each['Sid'];
    if (typeof sid !== 'string' || sid === '') return;
    if (sids.has(sid)) {
      throw malformedPolicy(`Statement IDs (SID) in a single policy must be unique. '${sid}' stands twice.`);
    }
    sids.add(sid);
  });
  return statements.length > 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformedPolicy(`This policy contains invalid Json: ${error instanceof Error ? error.message : error}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
