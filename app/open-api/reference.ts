/** What the page of the API shows. It is made of the OpenAPI document. */
export interface Reference {
  /** Markdown, as are all descriptions: paragraphs, code and emphasis. */
  guide: string;
  groups: ReferenceGroup[];
  schemas: ReferenceSchema[];
}

export interface ReferenceGroup {
  name: string;
  description: string;
  operations: ReferenceOperation[];
}

export interface ReferenceOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** What names the caller, in words. */
  access: string;
  parameters: ReferenceField[];
  body: { type: TypePart[]; isRequired: boolean } | null;
  answers: ReferenceAnswer[];
  curl: string;
}

export interface ReferenceAnswer {
  status: string;
  description: string;
  contents: { mediaType: string; type: TypePart[] }[];
}

export interface ReferenceField {
  name: string;
  /** `path`, `query` or `header`; of a field of a schema, nothing. */
  place: string;
  type: TypePart[];
  isRequired: boolean;
  description: string;
}

export interface ReferenceSchema {
  name: string;
  description: string;
  /** The fields of an object, those of objects in it too, as `user.id` and `items[].path`. */
  fields: ReferenceField[];
  /** The type of a schema that isn't an object. */
  type: TypePart[];
}

/** A piece of a type in words. A schema's name links to it. */
export interface TypePart {
  text: string;
  schema?: string;
}
