import { expect, test } from 'vitest'
import { detectLanguage } from './language'

test.each([
  ['en', 'Event: slow queries in region 0\nResolved: region 0 works again.\nRegion 0 shows trouble number 0.'],
  ['en', 'Lost packets in Oslo. Uploads fail.'],
  ['it', 'Il servizio non è disponibile. La causa è stata trovata nella rete della sede.'],
  ['de', 'Störung in der Anmeldung: Das System ist nicht erreichbar.'],
])('the language of a short text: %s', (lang, text) => {
  expect(detectLanguage(text)).toBe(lang)
})
