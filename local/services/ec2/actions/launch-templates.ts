import type {
  CreateLaunchTemplateRequest,
  CreateLaunchTemplateVersionRequest,
  DeleteLaunchTemplateRequest,
  DescribeLaunchTemplatesRequest,
  DescribeLaunchTemplateVersionsRequest,
  ModifyLaunchTemplateRequest,
  RequestLaunchTemplateData,
  LaunchTemplate as TemplateAnswer,
  LaunchTemplateVersion as VersionAnswer,
} from '@aws-sdk/client-ec2';
import type { Access, Operation, Request } from '../../service';
import { describeAccess, type Ec2, ec2Access, tagList, tagsFor } from '../ec2-context';
import { invalidParameter, missingParameter } from '../errors';
import type { LaunchTemplate, VersionRecord } from '../launch-templates';

/** "CreateLaunchTemplate", API Reference. */
const NAME = /^[a-zA-Z0-9().\-/_]{3,128}$/;

interface Named {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
}

type WithTemplate = { readonly LaunchTemplate: TemplateAnswer };

export function createLaunchTemplate(ec2: Ec2): Operation<CreateLaunchTemplateRequest, WithTemplate> {
  return {
    access: (_input, request) => ec2Access('CreateLaunchTemplate', 'launch-template/*', request),
    run: (input, request) => {
      const { LaunchTemplateName: name, LaunchTemplateData: data, VersionDescription: description } = input;
      if (name === undefined || !NAME.test(name)) {
        throw invalidParameter(
          `A launch template's name must have 3 to 128 letters, digits or ( ) . - / _, got '${name}'.`,
        );
      }
      const version = { created: request.kernel.clock.now(), description, data: checked(data) };
      const tags = tagsFor('launch-template', input.TagSpecifications);
      return { LaunchTemplate: templateAnswer(ec2.templates.create(request, name, version, tags)) };
    },
  };
}

export function createLaunchTemplateVersion(
  ec2: Ec2,
): Operation<CreateLaunchTemplateVersionRequest, { readonly LaunchTemplateVersion: VersionAnswer }> {
  return {
    access: (input, request) => templateAccess(ec2, 'CreateLaunchTemplateVersion', input, request),
    run: (input, request) => {
      const template = find(ec2, input, request);
      const { SourceVersion: source, VersionDescription: description } = input;
      const base = source === undefined ? {} : ec2.templates.record(template, source).data;
      const data = { ...base, ...checked(input.LaunchTemplateData) };
      const created = request.kernel.clock.now();
      return {
        LaunchTemplateVersion: versionAnswer(
          template,
          ec2.templates.addVersion(template, { created, description, data }),
        ),
      };
    },
  };
}

export function modifyLaunchTemplate(ec2: Ec2): Operation<ModifyLaunchTemplateRequest, WithTemplate> {
  return {
    access: (input, request) => templateAccess(ec2, 'ModifyLaunchTemplate', input, request),
    run: (input, request) => {
      const template = find(ec2, input, request);
      if (input.DefaultVersion === undefined) throw missingParameter('DefaultVersion');
      template.defaultVersion = ec2.templates.record(template, input.DefaultVersion).number;
      return { LaunchTemplate: templateAnswer(template) };
    },
  };
}

export function deleteLaunchTemplate(ec2: Ec2): Operation<DeleteLaunchTemplateRequest, WithTemplate> {
  return {
    access: (input, request) => templateAccess(ec2, 'DeleteLaunchTemplate', input, request),
    run: (input, request) => {
      const template = find(ec2, input, request);
      ec2.templates.delete(template);
      return { LaunchTemplate: templateAnswer(template) };
    },
  };
}

export function describeLaunchTemplates(
  ec2: Ec2,
): Operation<DescribeLaunchTemplatesRequest, { readonly LaunchTemplates: TemplateAnswer[] }> {
  return {
    access: describeAccess('DescribeLaunchTemplates'),
    run: (input, request) => {
      const { LaunchTemplateIds: ids = [], LaunchTemplateNames: names = [] } = input;
      const named = [
        ...ids.map((id) => ec2.templates.get(request, { id, name: undefined })),
        ...names.map((name) => ec2.templates.get(request, { id: undefined, name })),
      ];
      const asked = ids.length + names.length > 0 ? named : ec2.templates.list(request);
      return { LaunchTemplates: asked.map(templateAnswer) };
    },
  };
}

export function describeLaunchTemplateVersions(
  ec2: Ec2,
): Operation<DescribeLaunchTemplateVersionsRequest, { readonly LaunchTemplateVersions: VersionAnswer[] }> {
  return {
    access: describeAccess('DescribeLaunchTemplateVersions'),
    run: (input, request) => {
      const template = find(ec2, input, request);
      const asked =
        input.Versions === undefined
          ? [...template.versions.values()].reverse()
          : input.Versions.map((version) => ec2.templates.record(template, version));
      return { LaunchTemplateVersions: asked.map((record) => versionAnswer(template, record)) };
    },
  };
}

function find(ec2: Ec2, { LaunchTemplateId: id, LaunchTemplateName: name }: Named, request: Request): LaunchTemplate {
  if (id === undefined && name === undefined) throw missingParameter('LaunchTemplateId or LaunchTemplateName');
  return ec2.templates.get(request, { id, name });
}

function templateAccess(ec2: Ec2, action: string, input: Named, request: Request): Access {
  return ec2Access(action, `launch-template/${find(ec2, input, request).id}`, request);
}

/** What an instance is launched with must be readable; what EC2 would only hand on is kept as it is. */
function checked(data: RequestLaunchTemplateData | undefined): RequestLaunchTemplateData {
  if (data === undefined) throw missingParameter('LaunchTemplateData');
  const hops = data.MetadataOptions?.HttpPutResponseHopLimit;
  if (hops !== undefined && (hops < 1 || hops > 64)) {
    throw invalidParameter(`HttpPutResponseHopLimit must be 1 to 64, got ${hops}.`);
  }
  if (Buffer.from(data.UserData ?? '', 'base64').length > 16_384) {
    throw invalidParameter('User data is limited to 16384 bytes');
  }
  return data;
}

function templateAnswer(template: LaunchTemplate): TemplateAnswer {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    CreateTime: new Date(template.created),
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: template.latestVersion,
    Tags: tagList(template.tags),
  };
}

function versionAnswer(template: LaunchTemplate, { number, created, description, data }: VersionRecord): VersionAnswer {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: number,
    VersionDescription: description,
    CreateTime: new Date(created),
    DefaultVersion: template.defaultVersion === number,
    LaunchTemplateData: data,
  };
}
