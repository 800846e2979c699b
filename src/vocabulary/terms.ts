import { namespace } from './namespace.ts';
import { prefixes } from './prefixes.ts';

/** https://www.w3.org/TR/vocab-dcat-3/ */
export const dcat = namespace(prefixes.dcat, [
  'Catalog',
  'CatalogRecord',
  'DataService',
  'Dataset',
  'DatasetSeries',
  'Distribution',
  'Resource',
  'accessService',
  'accessURL',
  'bbox',
  'byteSize',
  'catalog',
  'centroid',
  'compressFormat',
  'contactPoint',
  'dataset',
  'distribution',
  'downloadURL',
  'endDate',
  'endpointDescription',
  'endpointURL',
  'hasVersion',
  'inSeries',
  'isVersionOf',
  'keyword',
  'landingPage',
  'mediaType',
  'packageFormat',
  'previousVersion',
  'qualifiedRelation',
  'record',
  'resource',
  'servesDataset',
  'service',
  'spatialResolutionInMeters',
  'startDate',
  'temporalResolution',
  'theme',
  'themeTaxonomy',
  'version',
]);

/** https://www.dublincore.org/specifications/dublin-core/dcmi-terms/ */
export const dct = namespace(prefixes.dct, [
  'Agent',
  'FileFormat',
  'Frequency',
  'LicenseDocument',
  'LinguisticSystem',
  'Location',
  'MediaType',
  'MediaTypeOrExtent',
  'PeriodOfTime',
  'Policy',
  'ProvenanceStatement',
  'RightsStatement',
  'Standard',
  'abstract',
  'accessRights',
  'accrualPeriodicity',
  'alternative',
  'bibliographicCitation',
  'conformsTo',
  'contributor',
  'created',
  'creator',
  'description',
  'format',
  'hasPart',
  'hasVersion',
  'identifier',
  'isPartOf',
  'isReferencedBy',
  'isReplacedBy',
  'isRequiredBy',
  'isVersionOf',
  'issued',
  'language',
  'license',
  'modified',
  'provenance',
  'publisher',
  'references',
  'relation',
  'replaces',
  'requires',
  'rights',
  'rightsHolder',
  'source',
  'spatial',
  'subject',
  'temporal',
  'title',
  'type',
  'valid',
]);

/** http://xmlns.com/foaf/spec/ */
export const foaf = namespace(prefixes.foaf, [
  'Agent',
  'Document',
  'Organization',
  'Person',
  'homepage',
  'logo',
  'mbox',
  'name',
  'page',
  'phone',
  'isPrimaryTopicOf',
  'primaryTopic',
]);

/** https://www.w3.org/TR/vocab-adms/ */
export const adms = namespace(prefixes.adms, [
  'Identifier',
  'identifier',
  'next',
  'prev',
  'representationTechnique',
  'sample',
  'schemaAgency',
  'status',
  'versionNotes',
]);

/** Concepts of the ADMS scheme of states (https://www.w3.org/TR/vocab-adms/#status). */
export const admsStatus = namespace('http://purl.org/adms/status/', ['Withdrawn']);

/** https://www.w3.org/TR/vocab-org/ */
export const org = namespace(prefixes.org, [
  'FormalOrganization',
  'Organization',
  'OrganizationalUnit',
  'classification',
  'hasUnit',
  'identifier',
  'subOrganizationOf',
  'unitOf',
]);

export const rdf = namespace(prefixes.rdf, [
  'type',
  'Statement',
  'subject',
  'predicate',
  'object',
  'Property',
  'first',
  'rest',
  'nil',
  'langString',
  'value',
]);
export const rdfs = namespace(prefixes.rdfs, [
  'Class',
  'Datatype',
  'Resource',
  'comment',
  'domain',
  'isDefinedBy',
  'label',
  'member',
  'range',
  'seeAlso',
  'subClassOf',
  'subPropertyOf',
]);
export const owl = namespace(prefixes.owl, [
  'Class',
  'DatatypeProperty',
  'NamedIndividual',
  'ObjectProperty',
  'Ontology',
  'deprecated',
  'imports',
  'sameAs',
  'versionInfo',
]);
export const xsd = namespace(prefixes.xsd, [
  'anyURI',
  'boolean',
  'date',
  'dateTime',
  'decimal',
  'double',
  'duration',
  'gYear',
  'gYearMonth',
  'hexBinary',
  'integer',
  'nonNegativeInteger',
  'string',
]);

/** https://www.w3.org/ns/csvw */
export const csvw = namespace(prefixes.csvw, [
  'Row',
  'Table',
  'TableGroup',
  'describes',
  'note',
  'row',
  'rownum',
  'table',
  'title',
  'url',
]);

/** https://www.w3.org/TR/skos-reference/ */
export const skos = namespace(prefixes.skos, [
  'Concept',
  'ConceptScheme',
  'altLabel',
  'broadMatch',
  'broader',
  'changeNote',
  'closeMatch',
  'definition',
  'editorialNote',
  'exactMatch',
  'hasTopConcept',
  'hiddenLabel',
  'inScheme',
  'narrower',
  'notation',
  'note',
  'prefLabel',
  'related',
  'scopeNote',
  'topConceptOf',
]);

/** https://www.w3.org/TR/shacl/ */
export const sh = namespace(prefixes.sh, [
  'Info',
  'NodeShape',
  'PropertyShape',
  'ValidationReport',
  'ValidationResult',
  'Violation',
  'Warning',
  'class',
  'conforms',
  'datatype',
  'description',
  'focusNode',
  'group',
  'inversePath',
  'message',
  'name',
  'node',
  'order',
  'path',
  'property',
  'result',
  'resultMessage',
  'resultPath',
  'resultSeverity',
  'severity',
  'sourceConstraintComponent',
  'sourceShape',
  'targetClass',
  'value',
]);

/** http://www.w3.org/ns/hydra/core */
export const hydra = namespace(prefixes.hydra, [
  'Collection',
  'Error',
  'PagedCollection',
  'PartialCollectionView',
  'description',
  'first',
  'firstPage',
  'itemsPerPage',
  'last',
  'lastPage',
  'member',
  'next',
  'nextPage',
  'previous',
  'previousPage',
  'statusCode',
  'title',
  'totalItems',
  'view',
]);

/** https://schema.org/ (the http form, as DCAT's own mappings use it) */
export const schema = namespace(prefixes.schema, [
  'Offer',
  'PriceSpecification',
  'SoftwareApplication',
  'applicationCategory',
  'downloadUrl',
  'endDate',
  'isBasedOn',
  'itemOffered',
  'offers',
  'position',
  'price',
  'priceCurrency',
  'priceSpecification',
  'programmingLanguage',
  'startDate',
  'url',
]);

/** https://www.w3.org/TR/odrl-vocab/ */
export const odrl = namespace(prefixes.odrl, ['Offer', 'Policy', 'Set', 'hasPolicy', 'target']);
export const prov = namespace(prefixes.prov, [
  'Activity',
  'alternateOf',
  'endedAtTime',
  'Entity',
  'generatedAtTime',
  'hadPrimarySource',
  'invalidatedAtTime',
  'qualifiedAttribution',
  'SoftwareAgent',
  'specializationOf',
  'startedAtTime',
  'used',
  'wasAssociatedWith',
  'wasAttributedTo',
  'wasDerivedFrom',
  'wasGeneratedBy',
  'wasRevisionOf',
]);
/** http://purl.org/vocab/changeset/schema */
export const cs = namespace(prefixes.cs, [
  'ChangeSet',
  'addition',
  'createdDate',
  'removal',
  'subjectOfChange',
]);
export const vcard = namespace(prefixes.vcard, [
  'Contact',
  'Individual',
  'Kind',
  'Organization',
  'fn',
  'hasEmail',
  'hasTelephone',
  'hasURL',
]);
export const spdx = namespace(prefixes.spdx, ['Checksum', 'algorithm', 'checksum', 'checksumValue']);
export const locn = namespace(prefixes.locn, ['Geometry', 'geometry']);
export const geosparql = namespace(prefixes.geosparql, ['asWKT', 'geoJSONLiteral', 'wktLiteral']);
export const dcatap = namespace(prefixes.dcatap, ['applicableLegislation', 'availability', 'hvdCategory']);
/** https://www.w3.org/TR/void/ */
export const voidVocabulary = namespace(prefixes.void, [
  'Dataset',
  'DatasetDescription',
  'class',
  'classPartition',
  'classes',
  'dataDump',
  'documents',
  'entities',
  'exampleResource',
  'feature',
  'inDataset',
  'properties',
  'property',
  'propertyPartition',
  'rootResource',
  'sparqlEndpoint',
  'subset',
  'triples',
  'uriRegexPattern',
  'uriSpace',
  'vocabulary',
]);

/** https://www.w3.org/TR/sparql11-service-description/ */
export const sd = namespace(prefixes.sd, [
  'BasicFederatedQuery',
  'Dataset',
  'Graph',
  'NamedGraph',
  'SPARQL11Query',
  'SPARQL11Update',
  'Service',
  'UnionDefaultGraph',
  'defaultDataset',
  'defaultEntailmentRegime',
  'defaultGraph',
  'endpoint',
  'feature',
  'inputFormat',
  'name',
  'namedGraph',
  'resultFormat',
  'supportedLanguage',
]);

/** https://www.w3.org/ns/formats/ */
export const formats = namespace(prefixes.formats, [
  'JSON-LD',
  'N-Quads',
  'N-Triples',
  'RDF_XML',
  'SPARQL_Results_CSV',
  'SPARQL_Results_JSON',
  'SPARQL_Results_TSV',
  'SPARQL_Results_XML',
  'TriG',
  'Turtle',
]);

/** https://www.w3.org/ns/entailment/ */
export const entailment = namespace('http://www.w3.org/ns/entailment/', ['Simple']);

/** Terms of DCAT-US 1.1 that DCAT has not: https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld */
export const pod = namespace(prefixes.pod, [
  'bureauCode',
  'dataQuality',
  'primaryITInvestmentUII',
  'programCode',
  'systemOfRecords',
]);

/** https://www.w3.org/TR/activitystreams-vocabulary/ */
export const activityStreams = namespace(prefixes.as, [
  'Create',
  'Delete',
  'Update',
  'actor',
  'object',
  'published',
  'target',
  'Tombstone',
  'summary',
]);

/** https://www.w3.org/TR/ldp/ and https://www.w3.org/TR/ldn/ */
export const ldp = namespace('http://www.w3.org/ns/ldp#', [
  'Container',
  'constrainedBy',
  'contains',
  'inbox',
  'nextPage',
  'Page',
  'BasicContainer',
  'DirectContainer',
  'IndirectContainer',
  'membershipResource',
  'hasMemberRelation',
  'isMemberOfRelation',
  'insertedContentRelation',
  'pageOf',
  'member',
  'MemberSubject',
]);

/** https://w3id.org/ldes/specification */
export const ldes = namespace(prefixes.ldes, [
  'EventSource',
  'EventStream',
  'RetentionPolicy',
  'immutable',
  'retentionPolicy',
  'sequencePath',
  'timestampPath',
  'versionCreateObject',
  'versionDeleteObject',
  'versionOfPath',
  'versionUpdateObject',
  'fullLogDuration',
  'startingFrom',
  'versionAmount',
  'versionDuration',
  'DurationAgoPolicy',
  'PointInTimePolicy',
  'versionSequencePath',
  'versionTimestampPath',
  'versionDeletePath',
]);

/** https://w3id.org/tree/specification */
export const tree = namespace(prefixes.tree, [
  'GreaterThanOrEqualToRelation',
  'LessThanOrEqualToRelation',
  'Node',
  'Relation',
  'member',
  'node',
  'path',
  'relation',
  'value',
  'view',
  'Collection',
  'GreaterThanRelation',
  'LessThanRelation',
  'EqualToRelation',
  'shape',
  'viewDescription',
  'remainingItems',
]);
