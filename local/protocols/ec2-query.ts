import type { Protocol } from './protocol';
import { type FormNames, readForm } from './query';
import { writeXmlMembers, xmlDocument, xmlElements } from './xml';

const headers = (requestId: string) => ({ 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId });

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Names begin with a capital, and lists are never wrapped. */
const EC2_NAMES: FormNames = {
  member: (name, schema) => {
    const { ec2QueryName, xmlName } = schema.getMemberTraits();
    return String(ec2QueryName ?? capitalized(String(xmlName ?? name)));
  },
  element: () => '',
};

/** The query protocol as EC2 speaks it: other names in, another frame out. */
export const ec2Query: Protocol = {
  decode: (request, operation) => readForm(request, operation.input, EC2_NAMES),

  encode(output, operation, service, requestId) {
    const namespace = service.xmlNamespace ?? '';
    const isEmpty = output === undefined || operation.output.isUnitSchema();
    const members = isEmpty ? '<return>true</return>' : writeXmlMembers(operation.output, output, namespace);
    const { name } = operation;
    return {
      status: 200,
      headers: headers(requestId),
      body: xmlDocument(
        `<${name}Response xmlns="${namespace}"><requestId>${requestId}</requestId>${members}</${name}Response>`,
      ),
    };
  },

  fail(error, _service, requestId) {
    const detail = xmlElements({ Code: error.queryCode, Message: error.message, ...error.fields });
    return {
      status: error.status,
      headers: headers(requestId),
      body: xmlDocument(
        `<Response><Errors><Error>${detail}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      ),
    };
  },
};
