import app from './app.json'
import auth from './auth.json'
import draft from './draft.json'
import importing from './import.json'
import integrations from './integrations.json'
import jobs from './jobs.json'
import query from './query.json'
import recognise from './recognise.json'
import schema from './schema.json'
import skill from './skill.json'
import store from './store.json'
import values from './values.json'
import web from './web.json'

/** What `lib` and `app` say in English, in this language: by the room that says it; `values` are words that stand in the sentences of others. */
export default {
  ...app,
  ...auth,
  ...draft,
  ...importing,
  ...integrations,
  ...jobs,
  ...query,
  ...recognise,
  ...schema,
  ...skill,
  ...store,
  ...values,
  ...web,
} as Readonly<Record<string, string>>
