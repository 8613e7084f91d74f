import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { Random } from '../../kernel/random';
import { compareKeys } from '../page';
import { noSuchTemplate, noSuchTemplateVersion, templateExists } from './errors';
import type { Place, TemplateReference, TemplateVersion } from './fleet';

export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly created: number;
  /** By number, from 1. */
  readonly versions: Map<number, VersionRecord>;
  defaultVersion: number;
  latestVersion: number;
  tags: ReadonlyMap<string, string>;
}

export interface VersionRecord {
  readonly number: number;
  readonly created: number;
  readonly description: string | undefined;
  readonly data: RequestLaunchTemplateData;
}

/** The launch templates of all accounts and regions. A version never changes; a change is a new version. */
export class LaunchTemplates {
  private readonly templates = new Map<string, LaunchTemplate>();

  constructor(private readonly random: Random) {}

  create(
    place: Place,
    name: string,
    first: Omit<VersionRecord, 'number'>,
    tags: ReadonlyMap<string, string>,
  ): LaunchTemplate {
    if (this.list(place).some((template) => template.name === name)) throw templateExists(name);
    const template: LaunchTemplate = {
      id: `lt-${this.random.bytes(9).toString('hex').slice(0, 17)}`,
      name,
      place: { account: place.account, region: place.region },
      created: first.created,
      versions: new Map([[1, { ...first, number: 1 }]]),
      defaultVersion: 1,
      latestVersion: 1,
      tags,
    };
    this.templates.set(template.id, template);
    return template;
  }

  addVersion(template: LaunchTemplate, version: Omit<VersionRecord, 'number'>): VersionRecord {
    template.latestVersion += 1;
    const record = { ...version, number: template.latestVersion };
    template.versions.set(record.number, record);
    return record;
  }

  delete(template: LaunchTemplate): void {
    this.templates.delete(template.id);
  }

  /** In the order of their names. */
  list({ account, region }: Place): readonly LaunchTemplate[] {
    return [...this.templates.values()]
      .filter(({ place }) => place.account === account && place.region === region)
      .sort((a, b) => compareKeys(a.name, b.name));
  }

  get(place: Place, { id, name }: Pick<TemplateReference, 'id' | 'name'>): LaunchTemplate {
    const found = this.list(place).find((template) => (id === undefined ? template.name === name : template.id === id));
    if (found === undefined) throw noSuchTemplate(id ?? name ?? '');
    return found;
  }

  /** The version that `$Latest`, `$Default` or a number names. */
  version(place: Place, reference: TemplateReference): TemplateVersion {
    const template = this.get(place, reference);
    const { number, data } = this.record(template, reference.version ?? '$Default');
    return { id: template.id, name: template.name, version: String(number), data };
  }

  record(template: LaunchTemplate, version: string): VersionRecord {
    const { latestVersion, defaultVersion } = template;
    const number = version === '$Latest' ? latestVersion : version === '$Default' ? defaultVersion : Number(version);
    const record = template.versions.get(number);
    if (record === undefined) throw noSuchTemplateVersion(template.id, version);
    return record;
  }
}
