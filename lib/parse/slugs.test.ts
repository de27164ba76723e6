import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseHindsightDocument } from './hindsight-document'
import { incidentSlug, slugOf } from './slugs'

test('titles are written in Latin letters where they can be, and keep their own where they cannot', () => {
  expect(slugOf('Ошибки входа: Übersicht')).toBe('oshibki-vkhoda-uebersicht')
  expect(slugOf('DiskWillFillUp')).toBe('disk-will-fill-up')
  expect(slugOf('認証基盤の障害')).toBe('認証基盤の障害')
  expect(slugOf('【障害報告】Auth0 の署名鍵（本番）')).toBe('障害報告-auth0-の署名鍵-本番')
  expect(slugOf('결제 장애 보고서 2024')).toBe('결제-장애-보고서-2024')
  expect(slugOf('ระบบล่ม')).toBe('ระบบล่ม')
  expect(incidentSlug('2024-03-05', '登录失败')).toBe('2024-03-05-登录失败')
})

test('a title without letters or digits is called untitled', () => {
  for (const title of ['', '・・・', '🔥🔥', '—']) expect(slugOf(title)).toBe('untitled')
})

test('any title gives a name that the own format takes as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (title) => {
      const slug = slugOf(title)
      expect(slug).toMatch(/^[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*$/u)
      const [document] = parseHindsightDocument(
        `---\nhindsight: person\ntitle: x\nslug: ${JSON.stringify(slug)}\n---\n`,
      ).documents
      expect(document?.slug).toBe(slug)
    }),
  )
})
