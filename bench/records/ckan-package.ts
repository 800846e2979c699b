import type { Random } from '../random.ts';
import type { Dataset } from './dataset.ts';
import { slug } from './slug.ts';

/** A dataset as CKAN's `package_show` gives it, housekeeping, nulls and extras included; 3 in 100 with a doubtful value. */
export function ckanPackage(dataset: Dataset, random: Random): Record<string, unknown> {
  return {
    id: dataset.id,
    name: `${slug(dataset.title)}`,
    title: dataset.titleHindi && random.chance(0.2) ? dataset.titleHindi : dataset.title,
    notes: random.chance(0.1) ? dataset.description.replace(' ', '\r\n\r\n') : dataset.description,
    license_id: random.pick(['odc-by', 'cc-by', 'notspecified']),
    license_title: 'Open',
    isopen: true,
    private: false,
    state: 'active',
    type: 'dataset',
    version: '',
    url: random.chance(0.01) ? 'www.example.gov.in/about' : `https://example.gov.in/about/${dataset.id}`,
    author: null,
    author_email: '',
    maintainer: dataset.contact?.name ?? null,
    maintainer_email: dataset.contact ? `${dataset.contact.mail} ` : null,
    metadata_created: dataset.issued.toISOString().replace('Z', '000'),
    metadata_modified: dataset.modified.toISOString().replace('Z', '000'),
    num_resources: dataset.files.length,
    num_tags: dataset.keywords.length,
    creator_user_id: dataset.id,
    organization: organization(dataset),
    groups: [
      {
        name: slug(dataset.sector),
        title: dataset.sector,
        display_name: dataset.sector,
        image_display_url: '',
      },
    ],
    tags: dataset.keywords.map((name) => ({
      name,
      display_name: name,
      state: 'active',
      vocabulary_id: null,
    })),
    extras: extras(dataset, random),
    resources: dataset.files.map((file, position) => ({
      id: file.id,
      package_id: dataset.id,
      name: file.name,
      description: '',
      url: file.url,
      format: random.chance(0.1) ? `.${file.format.toLowerCase()}` : file.format,
      mimetype: random.chance(0.5) ? file.mediaType : null,
      size: random.chance(0.5) ? file.bytes : null,
      hash: '',
      created: dataset.issued.toISOString().replace('Z', '000'),
      last_modified: null,
      position,
      state: 'active',
      url_type: 'upload',
      cache_url: null,
      datastore_active: false,
    })),
    relationships_as_object: [],
  };
}

function organization(dataset: Dataset): Record<string, unknown> {
  const name = slug(dataset.department);
  return { id: name, name, title: dataset.department, type: 'organization', state: 'active', image_url: '' };
}

function extras(dataset: Dataset, random: Random): readonly { key: string; value: string }[] {
  return [
    { key: 'frequency', value: random.chance(0.01) ? 'now and then' : dataset.frequency.name },
    { key: 'issued', value: random.chance(0.01) ? '2015-02-31' : dataset.issued.toISOString().slice(0, 10) },
    { key: 'spatial_text', value: dataset.place.name },
    { key: 'harvest_source_title', value: 'Example harvest' },
  ];
}
