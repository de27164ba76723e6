import type { Scope } from './viewer'

/** A word of a type; `schema` names the one that it stands for. */
export type TypeWord = { text: string; schema?: string }

/** A field of a body, an answer or a schema; `name` has dots for fields of fields. */
export type ApiField = { name: string; type: TypeWord[]; required: boolean; about: string }

export type ApiOperation = {
  id: string
  method: string
  path: string
  does: string
  more: string
  scope: Scope | null
  parameters: (ApiField & { place: 'path' | 'query' | 'header' })[]
  body: { fields: ApiField[]; required: boolean; example: string } | null
  /** `fields`: of an answer whose schema has no name of its own. */
  answers: { status: string; about: string; type: TypeWord[]; headers: string[]; fields: ApiField[] }[]
  curl: string
}

export type ApiNoun = { slug: string; name: string; about: string; operations: ApiOperation[] }
export type ApiSchema = { name: string; fields: ApiField[] }

/** The API as its pages show it. */
export type ApiReference = { version: string; about: string; nouns: ApiNoun[]; schemas: ApiSchema[] }
