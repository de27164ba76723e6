import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActionItemStatus } from '@/lib/schema/action-item'
import { parseSource } from './parse-source'

/** Words of a language for a made-up report: section names, columns, statuses, and sentences for each section. */
type Words = {
  names: { summary: string; impact: string; cause: string; lessons: string; actions: string }
  columns: { action: string; owner: string; due: string; status: string }
  status: Record<'done' | 'open' | 'in-progress', string>
  texts: { summary: string; impact: string; cause: string; lesson: string }
  actions: string[]
}
const words = (
  names: string,
  columns: string,
  status: string,
  texts: [string, string, string, string],
  actions: [string, string, string],
): Words => {
  const [summary = '', impact = '', cause = '', lessons = '', actionsName = ''] = names.split('|')
  const [action = '', owner = '', due = '', state = ''] = columns.split('|')
  const [done = '', open = '', progress = ''] = status.split('|')
  return {
    names: { summary, impact, cause, lessons, actions: actionsName },
    columns: { action, owner, due, status: state },
    status: { done, open, 'in-progress': progress },
    texts: { summary: texts[0], impact: texts[1], cause: texts[2], lesson: texts[3] },
    actions,
  }
}

const LANGUAGES: Record<string, Words> = {
  en: words(
    'Summary|Impact|Root cause|Lessons learned|Action items',
    'Action|Owner|Due date|Status',
    'Done|Open|In progress',
    [
      'The shop answered with errors for half an hour after the release of the evening.',
      'Every third order of the evening failed and had to be placed again.',
      'The pool of connections was too small for the new version of the service.',
      'We should have tried the new version with the load of an evening.',
    ],
    ['Raise the limit of the pool', 'Add an alert on waiting connections', 'Write down how to roll back'],
  ),
  de: words(
    'Zusammenfassung|Auswirkungen|Ursache|Erkenntnisse|Maßnahmen',
    'Maßnahme|Verantwortlich|Fällig|Status',
    'Erledigt|Offen|In Arbeit',
    [
      'Der Laden antwortete nach dem Release am Abend eine halbe Stunde lang mit Fehlern.',
      'Jede dritte Bestellung des Abends ist gescheitert und musste wiederholt werden.',
      'Der Vorrat an Verbindungen war für die neue Version des Dienstes zu klein.',
      'Wir hätten die neue Version mit der Last eines Abends testen müssen.',
    ],
    ['Grenze des Vorrats anheben', 'Alarm auf wartende Verbindungen einrichten', 'Beschreiben, wie man zurückrollt'],
  ),
  ru: words(
    'Краткое описание|Влияние|Корневая причина|Извлечённые уроки|План действий',
    'Действие|Ответственный|Срок|Статус',
    'Готово|Открыто|В работе',
    [
      'Магазин полчаса отвечал ошибками после вечернего релиза.',
      'Каждый третий заказ вечера не прошёл, и его пришлось оформлять заново.',
      'Пул соединений оказался слишком мал для новой версии сервиса.',
      'Новую версию надо было проверить под вечерней нагрузкой.',
    ],
    ['Поднять предел пула', 'Добавить алерт на ожидающие соединения', 'Описать порядок отката'],
  ),
  fr: words(
    'Résumé|Impact|Cause racine|Leçons apprises|Actions correctives',
    'Action|Responsable|Échéance|Statut',
    'Terminé|À faire|En cours',
    [
      'La boutique a répondu avec des erreurs pendant une demi-heure après la livraison du soir.',
      'Une commande sur trois de la soirée a échoué et il a fallu la passer à nouveau.',
      'Le nombre de connexions était trop petit pour la nouvelle version du service.',
      'Nous aurions dû essayer la nouvelle version avec la charge du soir.',
    ],
    [
      'Augmenter la limite de connexions',
      'Ajouter une alerte sur les connexions en attente',
      'Décrire la procédure de retour arrière',
    ],
  ),
  es: words(
    'Resumen|Impacto|Causa raíz|Lecciones aprendidas|Acciones correctivas',
    'Acción|Responsable|Fecha límite|Estado',
    'Completado|Pendiente|En progreso',
    [
      'La tienda respondió con errores durante media hora después del despliegue de la tarde.',
      'Uno de cada tres pedidos de la tarde falló y hubo que repetirlo.',
      'El número de conexiones era demasiado pequeño para la nueva versión del servicio.',
      'Deberíamos haber probado la nueva versión con la carga de una tarde.',
    ],
    ['Subir el límite de conexiones', 'Añadir una alerta de conexiones en espera', 'Documentar cómo volver atrás'],
  ),
  pt: words(
    'Resumo|Impacto|Causa raiz|Lições aprendidas|Ações corretivas',
    'Ação|Responsável|Prazo|Status',
    'Concluído|Pendente|Em andamento',
    [
      'A loja respondeu com erros durante meia hora depois da publicação da noite.',
      'Um em cada três pedidos da noite falhou e precisou ser refeito.',
      'O número de conexões era pequeno demais para a nova versão do serviço.',
      'Devíamos ter testado a nova versão com a carga de uma noite.',
    ],
    ['Aumentar o limite de conexões', 'Adicionar um alerta de conexões em espera', 'Documentar como voltar atrás'],
  ),
  it: words(
    'Riepilogo|Impatto|Causa radice|Lezioni apprese|Azioni correttive',
    'Azione|Responsabile|Scadenza|Stato',
    'Completato|Da fare|In corso',
    [
      'Il negozio ha risposto con errori per mezz’ora dopo il rilascio della sera.',
      'Un ordine su tre della serata è fallito ed è stato necessario ripeterlo.',
      'Il numero di connessioni era troppo piccolo per la nuova versione del servizio.',
      'Avremmo dovuto provare la nuova versione con il carico di una sera.',
    ],
    [
      'Alzare il limite delle connessioni',
      'Aggiungere un allarme sulle connessioni in attesa',
      'Descrivere come tornare indietro',
    ],
  ),
  nl: words(
    'Samenvatting|Gevolgen|Oorzaak|Geleerde lessen|Actiepunten',
    'Actie|Eigenaar|Deadline|Status',
    'Afgerond|Te doen|Bezig',
    [
      'De winkel gaf na de release van de avond een half uur lang fouten.',
      'Een op de drie bestellingen van de avond is mislukt en moest opnieuw worden geplaatst.',
      'Het aantal verbindingen was te klein voor de nieuwe versie van de dienst.',
      'We hadden de nieuwe versie met de belasting van een avond moeten testen.',
    ],
    [
      'De limiet van verbindingen verhogen',
      'Een alarm op wachtende verbindingen toevoegen',
      'Beschrijven hoe we terugdraaien',
    ],
  ),
  sv: words(
    'Sammanfattning|Påverkan|Grundorsak|Lärdomar|Åtgärder',
    'Åtgärd|Ansvarig|Förfallodatum|Status',
    'Klart|Att göra|Pågår',
    [
      'Butiken svarade med fel i en halvtimme efter kvällens release.',
      'Var tredje beställning under kvällen gick fel och måste göras om.',
      'Antalet anslutningar var för litet för den nya versionen av tjänsten.',
      'Vi borde ha provat den nya versionen med en kvälls belastning.',
    ],
    [
      'Höja gränsen för anslutningar',
      'Lägga till ett larm för väntande anslutningar',
      'Beskriva hur vi rullar tillbaka',
    ],
  ),
  pl: words(
    'Podsumowanie|Wpływ|Przyczyna źródłowa|Wnioski|Działania naprawcze',
    'Działanie|Odpowiedzialny|Termin|Status',
    'Zrobione|Do zrobienia|W toku',
    [
      'Sklep odpowiadał błędami przez pół godziny po wieczornym wdrożeniu.',
      'Co trzecie zamówienie wieczoru nie powiodło się i trzeba było je złożyć ponownie.',
      'Pula połączeń była za mała dla nowej wersji usługi.',
      'Nową wersję trzeba było sprawdzić przy obciążeniu wieczoru, a nie w nocy.',
    ],
    ['Podnieść limit puli', 'Dodać alert na oczekujące połączenia', 'Opisać, jak wycofać zmianę'],
  ),
  ja: words(
    '概要|影響範囲|根本原因|教訓|再発防止策',
    '対策|担当者|期限|ステータス',
    '完了|未着手|対応中',
    [
      '夕方のリリース後、ショップが三十分間エラーを返しました。',
      '夕方の注文の三件に一件が失敗し、やり直しが必要でした。',
      '新しいバージョンに対して接続プールが小さすぎました。',
      '新しいバージョンを夕方の負荷で試すべきでした。',
    ],
    ['接続プールの上限を引き上げる', '待機中の接続にアラートを追加する', '切り戻しの手順を書く'],
  ),
  zh: words(
    '摘要|影响范围|根本原因|经验教训|改进措施',
    '措施|负责人|截止日期|状态',
    '已完成|待处理|进行中',
    [
      '晚间发布之后，商店在半小时内一直返回错误。',
      '当晚有三分之一的订单失败，用户需要重新下单。',
      '连接池对于新版本的服务来说太小。',
      '我们应该用晚间的负载测试新版本。',
    ],
    ['提高连接池的上限', '为等待中的连接增加告警', '编写回滚的步骤'],
  ),
  ko: words(
    '요약|영향 범위|근본 원인|교훈|재발 방지 대책',
    '조치|담당자|기한|상태',
    '완료|예정|진행 중',
    [
      '저녁 배포 이후 상점이 삼십 분 동안 오류를 반환했습니다.',
      '저녁 주문의 삼분의 일이 실패하여 다시 주문해야 했습니다.',
      '새 버전의 서비스에 비해 연결 풀이 너무 작았습니다.',
      '새 버전을 저녁 부하로 시험했어야 했습니다.',
    ],
    ['연결 풀의 상한을 올린다', '대기 중인 연결에 알림을 추가한다', '되돌리는 방법을 적는다'],
  ),
}

type Item = { title: string; status: ActionItemStatus | null; owner: string | null; due: string | null }
type Shape = 'heading' | 'numbered' | 'bold' | 'setext' | 'emoji' | 'brackets'
const SHAPES: Shape[] = ['heading', 'numbered', 'bold', 'setext', 'emoji', 'brackets']

function head(name: string, shape: Shape, index: number): string {
  switch (shape) {
    case 'numbered':
      return `## ${index + 1}. ${name}`
    case 'bold':
      return `**${name}:**`
    case 'setext':
      return `${name}\n${'-'.repeat(12)}`
    case 'emoji':
      return `### 📌 ${name}`
    case 'brackets':
      return `## 【${name}】`
    default:
      return `## ${name}`
  }
}

function writeActions(items: Item[], form: 'bullets' | 'boxes' | 'table', { columns, status }: Words): string {
  const state = (item: Item) => (item.status && item.status in status ? status[item.status as 'done'] : '')
  if (form === 'table')
    return [
      `| ${columns.owner} | ${columns.action} | ${columns.status} | ${columns.due} |`,
      '|---|---|---|---|',
      ...items.map((item) => `| ${item.owner ?? ''} | ${item.title} | ${state(item)} | ${item.due ?? ''} |`),
    ].join('\n')
  return items
    .map((item) => {
      const box = form === 'boxes' ? (item.status === 'done' ? '[x] ' : '[ ] ') : ''
      const notes = [item.owner && `${columns.owner}: ${item.owner}`, item.due && `${columns.due}: ${item.due}`].filter(
        Boolean,
      )
      const told = form === 'bullets' && item.status ? ` (${state(item)})` : ''
      return `- ${box}${item.title}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}${told}`
    })
    .join('\n')
}

describe.each(Object.entries(LANGUAGES))('a report in %s', (lang, own) => {
  const item = (title: string) =>
    fc.record({
      title: fc.constant(title),
      status: fc.constantFrom<Item['status']>('done', 'open', 'in-progress', null),
      owner: fc.constantFrom(null, 'Ines Park', 'Jo Lindqvist'),
      due: fc.constantFrom(null, '2025-04-01', '2025-12-24'),
    })
  const report = fc.record({
    shape: fc.constantFrom(...SHAPES),
    form: fc.constantFrom<'bullets' | 'boxes' | 'table'>('bullets', 'boxes', 'table'),
    items: fc.tuple(...own.actions.map(item)),
  })

  test('gives back its sections and action items, whatever their shape', () => {
    fc.assert(
      fc.property(report, ({ shape, form, items }) => {
        const { names, texts } = own
        const text = [
          '# Checkout 502 after release 4.2',
          '2025-03-11',
          ...[
            [names.summary, texts.summary],
            [names.impact, `- ${texts.impact}`],
            [names.cause, texts.cause],
            [names.lessons, `- ${texts.lesson}`],
            [names.actions, writeActions(items, form, own)],
          ].flatMap(([name = '', content = ''], index) => [head(name, shape, index), content]),
        ].join('\n\n')
        const draft = parseSource(text, { filename: 'report.md' })
        const document = draft.documents[0]
        expect(document?.lang).toBe(lang)
        expect(document?.coverage?.kept).toBeGreaterThanOrEqual(0.95)
        const expected = items.map((one) => ({
          ...one,
          status: form === 'boxes' ? (one.status === 'done' ? 'done' : 'open') : one.status,
        }))
        expect(
          document?.incident?.actionItems.map(({ title, status, owner, due }) => ({ title, status, owner, due })),
        ).toEqual(expected)
        expect(document?.incident?.causes).toMatchObject([{ role: 'root', text: texts.cause }])
        expect(document?.incident?.lessons).toEqual([texts.lesson])
        expect(document?.incident?.impact.affected.join(' ')).toContain(texts.impact.replace(/[.。]$/, '').slice(0, 20))
      }),
      { numRuns: 40 },
    )
  })
})
