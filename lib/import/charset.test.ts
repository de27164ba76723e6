import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeSource } from './decode'

const SENTENCES: Record<string, { encodings: string[]; sentences: string[] }> = {
  ru: {
    encodings: ['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5'],
    sentences: [
      'В 10:02 сервис оплаты перестал отвечать на запросы клиентов.',
      'Причиной стала неверная настройка кэша после обновления.',
      'Дежурный инженер откатил релиз, и ошибки прекратились.',
      'Мы добавим проверку срока действия ключей до выкладки.',
      'ИТОГ: простой длился 47 минут, данные не потеряны.',
    ],
  },
  de: {
    encodings: ['windows-1252', 'iso-8859-15', 'iso-8859-1'],
    sentences: [
      'Um 10:02 Uhr fiel der Dienst für größere Kunden aus.',
      'Die Ursache war ein abgelaufener Schlüssel im Zwischenspeicher.',
      'Über zwei Stunden schlugen Überweisungen fehl.',
      'Maßnahme: Die Prüfung läuft künftig täglich.',
    ],
  },
  fr: {
    encodings: ['windows-1252', 'iso-8859-15', 'iso-8859-1'],
    sentences: [
      'À 10 h 02, le service de paiement a cessé de répondre.',
      'La cause première est une clé périmée restée en mémoire.',
      'L’équipe a rétabli la version précédente, puis vérifié le résultat.',
      'Nous ajouterons une alerte dès que possible, grâce à ce modèle.',
    ],
  },
  es: {
    encodings: ['windows-1252', 'iso-8859-15'],
    sentences: [
      'El año pasado ocurrió la misma avería en la región.',
      'La configuración errónea dejó sin conexión a los clientes.',
      '¿Qué salió mal? La revisión no detectó el cambio.',
    ],
  },
  pt: {
    encodings: ['windows-1252', 'iso-8859-15'],
    sentences: [
      'A migração não concluiu e as requisições ficaram lentas.',
      'A equipe reverteu a alteração às 10:40 e confirmou a recuperação.',
    ],
  },
  sv: {
    encodings: ['windows-1252', 'iso-8859-15'],
    sentences: ['Tjänsten låg nere i två timmar på grund av ett fel i nätet.', 'Åtgärden är att övervaka kön bättre.'],
  },
  pl: {
    encodings: ['iso-8859-2', 'windows-1250'],
    sentences: [
      'Usługa płatności przestała działać o godzinie 10:02.',
      'Przyczyną był wygasły klucz w pamięci podręcznej.',
      'Zespół cofnął zmianę i błędy ustąpiły.',
      'Wdrożymy dodatkową weryfikację przed każdym wydaniem, żeby się to nie powtórzyło.',
    ],
  },
  cs: {
    encodings: ['iso-8859-2', 'windows-1250'],
    sentences: [
      'Služba přestala odpovídat kvůli špatnému nastavení.',
      'Příčinou byl vypršelý klíč ve vyrovnávací paměti.',
    ],
  },
  ja: {
    encodings: ['shift_jis', 'euc-jp'],
    sentences: [
      '10時02分に決済サービスが応答しなくなりました。',
      '原因はキャッシュに残っていた古い鍵でした。',
      '担当者が前の版に戻し、エラーは止まりました。',
      '今後は有効期限を毎日確認します。',
    ],
  },
  zh: {
    encodings: ['gb18030', 'gbk'],
    sentences: [
      '上午十点零二分，支付服务停止响应请求。',
      '根本原因是缓存中的密钥已经过期。',
      '值班工程师回滚了版本，错误随后消失。',
      '我们将在发布之前增加配置检查。',
    ],
  },
  tw: {
    encodings: ['big5'],
    sentences: [
      '上午十點零二分，付款服務停止回應請求。',
      '根本原因是快取中的金鑰已經過期。',
      '值班工程師回復了版本，錯誤隨後消失。',
      '我們將在發布之前增加設定檢查。',
    ],
  },
  ko: {
    encodings: ['euc-kr', 'cp949'],
    sentences: [
      '오전 10시 2분에 결제 서비스가 응답하지 않았습니다.',
      '원인은 캐시에 남아 있던 만료된 키였습니다.',
      '담당자가 이전 버전으로 되돌렸고 오류가 멈추었습니다.',
      '앞으로는 배포 전에 설정을 확인하겠습니다.',
    ],
  },
}
/** Characters that the encoding has: a typographic apostrophe is not in all of them. */
const inEncoding = (text: string, encoding: string) => iconv.decode(iconv.encode(text, encoding), encoding) === text

const cases = Object.entries(SENTENCES).flatMap(([lang, { encodings, sentences }]) =>
  encodings.map((encoding) => ({ lang, encoding, sentences: sentences.filter((one) => inEncoding(one, encoding)) })),
)

test.each(cases)('$lang in $encoding: any one sentence is enough, in any surroundings', ({ encoding, sentences }) => {
  const surroundings = fc.constantFrom(
    '',
    '# Incident 42\r\n\r\n',
    '- 10:02 `kubectl get pods`\n',
    '| a | b |\n| - | - |\n',
  )
  fc.assert(
    fc.property(fc.subarray(sentences, { minLength: 1 }), surroundings, fc.boolean(), (chosen, start, isList) => {
      const text = start + chosen.map((one) => (isList ? `- ${one}` : one)).join('\n')
      expect(decodeSource(new Uint8Array(iconv.encode(text, encoding))).text).toBe(text)
    }),
    { numRuns: 40 },
  )
})

test.each(cases)('$lang in $encoding: a whole text gives no doubt', ({ encoding, sentences }) => {
  const bytes = new Uint8Array(iconv.encode(sentences.join(' '), encoding))
  expect(decodeSource(bytes).doubt).toBeNull()
})

test.each(Object.entries(SENTENCES))('%s in UTF-16, marked or not', (_lang, { sentences }) => {
  const text = `# 42\r\n${sentences.join('\r\n')}`
  for (const encoding of ['utf-16le', 'utf-16be']) {
    expect(decodeSource(new Uint8Array(iconv.encode(text, encoding)))).toEqual({ text, doubt: null })
    expect(decodeSource(new Uint8Array(iconv.encode(`\uFEFF${text}`, encoding)))).toEqual({ text, doubt: null })
  }
})

test('a mail in ISO-2022-JP is Japanese, and colours of a terminal are not', () => {
  // 障害 in JIS X 0208.
  const bytes = new Uint8Array([0x1b, 0x24, 0x42, 0x3e, 0x63, 0x33, 0x32, 0x1b, 0x28, 0x42])
  expect(decodeSource(bytes).text).toBe('障害')
})

test('one letter that could be two is decoded, with a doubt', () => {
  // ø in Western Europe, ř in Central Europe: Danish and Czech both know words with it.
  const { text, doubt } = decodeSource(new Uint8Array([0x42, 0xf8, 0x64]))
  expect(text).toBe('Bød')
  expect(doubt).toContain('encoding')
})

test('one broken byte does not make another encoding of UTF-8', () => {
  const text = 'Störung für größere Kunden; Lösung: Schlüssel prüfen, Überwachung für Zähler einführen.'
  const bytes = new Uint8Array([...new TextEncoder().encode(text), 0x92])
  const { text: decoded, doubt } = decodeSource(bytes)
  expect(decoded).toBe(`${text}\uFFFD`)
  expect(doubt).toContain('UTF-8')
})

test('signs of typists without any other letter beyond ASCII are of Windows', () => {
  const text = 'Incidentrapport 4 mei – trage site\nDe pagina “status” was leeg… dat klopt.\n'
  expect(decodeSource(iconv.encode(text, 'windows-1252'))).toEqual({ text, doubt: null })
  expect(decodeSource(iconv.encode('Incidentrapport 4 mei – trage site', 'windows-1252')).text).toContain('–')
})
