import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'
import { findTimes } from './times'

const incidentOf = (text: string) => parseSource(text, { filename: 'report.md' }).documents[0]?.incident
const entries = (text: string) => incidentOf(text)?.timeline.map(({ at, text: told }) => [at, told])

describe('times as a country writes them', () => {
  test('hours and minutes with both their letters, below headings of a day with its name in brackets', () => {
    const text = `# Fila de e-mails parada\n\nHorários de Brasília.\n\n## Linha do tempo\n\n### 04/03/2025 (terça-feira)\n\n- 21h07min – Fila para de andar\n- 23h10 – Fila volta a andar\n\n### 05/03/2025 (quarta-feira)\n\n- 08h00 – Tudo entregue\n`
    expect(entries(text)).toEqual([
      ['2025-03-05T00:07:00Z', 'Fila para de andar'],
      ['2025-03-05T02:10:00Z', 'Fila volta a andar'],
      ['2025-03-05T11:00:00Z', 'Tudo entregue'],
    ])
  })

  test('with spaces between the Chinese characters', () => {
    const text = `# 搜尋服務中斷\n\n- 事故日期：2025 年 3 月 4 日（二）\n- 以下皆為台北時間\n\n## 時間軸\n\n- 下午 2 點 05 分 搜尋開始出現錯誤\n- 下午 3:10 恢復正常\n`
    expect(entries(text)?.map(([at]) => at)).toEqual(['2025-03-04T06:05:00Z', '2025-03-04T07:10:00Z'])
  })

  test('with the word for about behind them', () => {
    const text = `# Coda ferma\n\nData: 4 marzo 2025\n\n## Cronologia (ora italiana)\n\n- alle 9.20 circa – il reperibile apre la chiamata\n- ore 10:05 – coda di nuovo vuota\n`
    expect(entries(text)?.[0]).toEqual(['2025-03-04T08:20:00Z', 'il reperibile apre la chiamata'])
  })
})

test('the marks of a bold word that opens an entry stay with it, and the length of the whole is no entry', () => {
  const text = `# Search is down\n\nDate: 2025-03-04\n\n## Timeline (UTC)\n\n- **09:00** - **Alert**: no results\n- **09:30** - Restored\n- Total duration: 30 minutes\n`
  expect(entries(text)).toEqual([
    ['2025-03-04T09:00:00Z', 'Alert: no results'],
    ['2025-03-04T09:30:00Z', 'Restored'],
  ])
})

test('a log whose title speaks of records of recovery is one all the same', () => {
  const part = (day: string, what: string) =>
    `## 장애 | ${day} ${what}\n\n### 타임라인\n\n- 10:00: 오류 확인\n\n### 후속 조치\n\n- 알림 추가\n\n`
  const text = `# 장애 복구 기록\n\n장애를 기록합니다.\n\n${part('2025-03-04', '검색 중단')}${part('2025-05-06', '메일 지연')}`
  expect(parseSource(text, { filename: 'log.md' }).documents.map(({ incident }) => incident?.on)).toEqual([
    '2025-03-04',
    '2025-05-06',
  ])
})

describe('action items of other countries', () => {
  test('in a list of actions that names roles and when they are expected', () => {
    const text = `# 搜索中断复盘\n\n日期：2025-03-04\n\n## ✅ 行动清单（按优先级）\n\n| # | 行动 | 负责角色 | 预期完成 | 状态 |\n|---|---|---|---|---|\n| 1 | 增加索引告警 | 小王 | 2025-03-10 | 已执行 |\n| 2 | 演练恢复流程 | 小李 | 下个月 | 未开始 |\n`
    expect(incidentOf(text)?.actionItems).toMatchObject([
      { title: '增加索引告警', owner: '小王', due: '2025-03-10', status: 'done' },
      { title: '演练恢复流程', owner: '小李', due: null, status: 'open' },
    ])
  })

  test('with labelled parts between dashes', () => {
    const text = `# Fila parada\n\nData: 04/03/2025\n\n## Plano de ação\n\n- Alerta de fila — Responsável: Rita Melo — Prazo: 28/03/2025 — concluído\n`
    expect(incidentOf(text)?.actionItems).toMatchObject([
      { title: 'Alerta de fila', owner: 'Rita Melo', due: '2025-03-28', status: 'done' },
    ])
  })

  test.each([
    ['Aufgabe', 'Bearbeiter', 'Zieldatum', 'Umsetzungsstand', 'in Umsetzung', 'in-progress'],
    ['Maatregel', 'Trekker', 'Gereed op', 'Voortgang', 'mee bezig', 'in-progress'],
    ['Åtgärd', 'Utförare', 'Klart till', 'Läge', 'klart', 'done'],
    ['Zadanie', 'Wykonawca', 'Planowany termin', 'Stan', 'w realizacji', 'in-progress'],
    ['対応事項', '主担当', '完了目標日', '進捗状況', '済', 'done'],
    ['조치 항목', '담당 팀', '완료 목표일', '진행 여부', '완료', 'done'],
    ['改善行動', '負責團隊', '完成目標日', '處理狀態', '已執行', 'done'],
  ])('columns %s, %s, %s, %s', (title, owner, due, status, word, expected) => {
    const text = `# Report\n\nDate: 2025-03-04\n\n## Action items\n\n| ${title} | ${owner} | ${due} | ${status} |\n|---|---|---|---|\n| Alert on age | Team A | 2025-03-28 | ${word} |\n`
    expect(incidentOf(text)?.actionItems).toMatchObject([
      { title: 'Alert on age', owner: 'Team A', due: '2025-03-28', status: expected },
    ])
  })
})

describe('full-width digits', () => {
  test('in dates, times and due dates; the point of a Japanese list needs no space', () => {
    const text = `# 障害報告書\n\n報告日：２０２５年３月１０日\n\n## １．概要\n\n２０２５年３月４日（火）に検索が止まった。翌日までに復旧した。\n\n## ２．経過（日本時間）\n\n・１４：０５　検索が止まる\n・１４：４０頃　問い合わせが入る\n・翌日　９：１５　復旧を確認\n\n## ３．再発防止策\n\n| 対策 | 担当 | 期限 | 状況 |\n|---|---|---|---|\n| 通知を追加する | 佐々木 | ３月２８日 | 対応中 |\n`
    const incident = incidentOf(text)
    expect(incident?.on).toBe('2025-03-04')
    expect(incident?.timeline.map(({ at, timeText }) => [at, timeText])).toEqual([
      ['2025-03-04T05:05:00Z', '１４：０５'],
      ['2025-03-04T05:40:00Z', '１４：４０頃'],
      ['2025-03-05T00:15:00Z', '翌日　９：１５'],
    ])
    expect(incident?.actionItems).toMatchObject([{ due: '2025-03-28', status: 'in-progress' }])
  })
})

describe('the date of a report is not the one of its incident', () => {
  test.each([
    ['Berichtsdatum: 12.03.2025', 'Am 4. März 2025 war die Suche nicht erreichbar.'],
    ['Fecha del informe: 12/03/2025', 'El 4 de marzo de 2025 la búsqueda dejó de funcionar.'],
    ['Дата отчёта: 12.03.2025', '4 марта 2025 года поиск был недоступен.'],
    ['Rapportdatum: 2025-03-12', 'Den 4 mars 2025 låg sökningen nere.'],
    ['报告日期：2025年3月12日', '2025年3月4日搜索服务中断。'],
  ])('%s', (label, lead) => {
    const document = parseSource(`# Report\n\n${label}\n\n${lead}\n`, { filename: 'report.md' }).documents[0]
    expect(document?.incident?.on).toBe('2025-03-04')
  })
})

describe('hours alone and times with a dot behind their words', () => {
  test.each([
    ['Alle 11.20 il relay si ferma. Verso le 12.15 lo riavviamo. Alle 13.02 torna tutto.', ['11.20', '12.15', '13.02']],
    ['Om 11.20 stopte de relay. Rond 12.15 herstart. Om 13.02 was alles weer normaal.', ['11.20', '12.15', '13.02']],
    ['A las 11.20 se detuvo el relé. Hacia las 12.15 reinicio. A las 13.02 vuelve todo.', ['11.20', '12.15', '13.02']],
  ])('%s', (story, times) => {
    const told = incidentOf(`# Report\n\nDate: 2025-03-04\n\n## Timeline (UTC)\n\n${story}\n`)?.timeline
    expect(told?.map(({ timeText }) => timeText)).toEqual(times)
  })

  test('an hour in front of a colon; minutes of which the last digit is not known', () => {
    const text = `# Report\n\nDate: 2025-03-04\n\n## Chronologie (UTC)\n\n- 15h17 : règle manquante\n- 16h : retour à la normale\n- 16h3x : rapport écrit\n`
    expect(incidentOf(text)?.timeline.map(({ at, timeText }) => [at, timeText])).toEqual([
      ['2025-03-04T15:17:00Z', '15h17'],
      ['2025-03-04T16:00:00Z', '16h'],
      ['2025-03-04T16:00:00Z', '16h3x'],
    ])
  })
})

test('teams own items; a sign may stand within bold words, a state in bold behind a full stop', () => {
  const text = `# Report\n\nDate: 2025-03-04\n\n## Action items\n\n1. **✅ Pin the image** everywhere\n2. Sync the ids. **Bloqueado** pelo acesso.\n3. Bestand controleren (team Koppelingen, vóór 30 juni 2025)\n`
  expect(incidentOf(text)?.actionItems).toMatchObject([
    { title: 'Pin the image everywhere', status: 'done' },
    { status: 'blocked' },
    { title: 'Bestand controleren', owner: 'team Koppelingen', due: '2025-06-30' },
  ])
})

describe('more forms of times and dates', () => {
  test('the Flemish u', () => {
    const text = `# Kassa traag\n\nDatum: 22 november 2025\nTijden: Belgische tijd\n\n## Verloop\n\n- 9u30: winkels open\n- 14u: alles weer normaal\n\n## Impact\n\nOm 10u15 waren drie winkels traag.\n`
    expect(entries(text)?.map(([at]) => at)).toEqual(['2025-11-22T08:30:00Z', '2025-11-22T13:00:00Z'])
  })

  test('a Korean date with spaces, and the basis of the times', () => {
    const text = `# 문자 장애\n\n- 발생일: 2025. 3. 4.(화)\n- 시간 기준: KST\n\n## 경과\n\n- 오후 2시 5분: 문자 실패\n- 오후 3시: 복구 완료\n`
    expect(entries(text)?.map(([at]) => at)).toEqual(['2025-03-04T05:05:00Z', '2025-03-04T06:00:00Z'])
  })

  test('labels in Chinese brackets, bare lines of a timeline, numbers with a Chinese comma', () => {
    const text = `# 搜索故障复盘\n\n【故障时间】2025年3月4日 21:15-22:40（北京时间）\n【故障等级】P1\n\n## 处理过程\n\n21:15 用户反馈搜索无结果\n22:40 全部恢复正常\n\n## 改进措施\n\n1、索引异常告警（负责人：王芳，3月20日前，已完成）\n2、演练（负责人：运维组，3月31日前，未开始）\n`
    const incident = incidentOf(text)
    expect(incident?.severity).toBe('P1')
    expect(incident?.timeline.map(({ at }) => at)).toEqual(['2025-03-04T13:15:00Z', '2025-03-04T14:40:00Z'])
    expect(incident?.actionItems).toMatchObject([
      { title: '索引异常告警', owner: '王芳', due: '2025-03-20', status: 'done' },
      { title: '演练', owner: '运维组', due: '2025-03-31', status: 'open' },
    ])
  })

  test('a table of facts is no timeline', () => {
    const text = `# Portail indisponible\n\n| Élément | Détail |\n|---|---|\n| Date | 3 juin 2025 |\n| Début | 9 h 12 (heure de Montréal) |\n| Fin | 11 h 40 (heure de Montréal) |\n| Gravité | élevée |\n\n## Ligne du temps\n\n| Heure | Ce qui s'est passé |\n|---|---|\n| 9 h 12 | Premières erreurs |\n| 11 h 40 | Retour à la normale |\n`
    expect(entries(text)?.map(([at]) => at)).toEqual(['2025-06-03T13:12:00Z', '2025-06-03T15:40:00Z'])
  })
})

test('lines that open with a sign are items; owners in a bracket beside a date; a label behind a dash', () => {
  const text = `# Rapport\n\nData: 4 marzo 2025\n\n## Azioni\n\n☑ Errore visibile (Sara Conti, 16/05/2025)\n☐ Avviso di coda ferma (黃志明, 13/06/2025)\n\n- (완료) 알림 추가 - 담당: 김민수, 기한: 2025-03-17\n`
  expect(incidentOf(text)?.actionItems).toMatchObject([
    { title: 'Errore visibile', owner: 'Sara Conti', due: '2025-05-16', status: 'done' },
    { title: 'Avviso di coda ferma', owner: '黃志明', due: '2025-06-13', status: 'open' },
    { owner: '김민수', due: '2025-03-17', status: 'done' },
  ])
})

test('two times in one sentence: each clause keeps its own words', () => {
  const text = `# Faturas\n\nData: 4 de março de 2025\n\n## Cronologia (UTC)\n\nÀs 7h25 o processo parou e foi retomado às 7h27. Às 9h40 a equipa suspendeu o envio.\n`
  expect(entries(text)).toEqual([
    ['2025-03-04T07:25:00Z', 'Às 7h25 o processo parou'],
    ['2025-03-04T07:27:00Z', 'foi retomado às 7h27.'],
    ['2025-03-04T09:40:00Z', 'Às 9h40 a equipa suspendeu o envio.'],
  ])
})

describe('days and years', () => {
  test.each([
    ['Vorfall vom 8. bis 9. September 2025', '2025-09-08'],
    ['Incidente del 8 al 9 de septiembre de 2025', '2025-09-08'],
    ['Incident du 8 au 9 septembre 2025', '2025-09-08'],
    ['Сбой 8 и 9 сентября 2025 года', '2025-09-08'],
    ['發生日期：民國114年5月12日', '2025-05-12'],
    ['発生日：令和7年5月12日', '2025-05-12'],
    ['一、發生時間：民國114年5月12日上午9時', '2025-05-12'],
  ])('%s', (line, day) => {
    expect(incidentOf(`# Report\n\n${line}\n\n## Root cause\n\nA lock.\n`)?.on).toBe(day)
  })

  test('month and day of a Japanese table; the marks for done and not done', () => {
    const text = `# 2025年5月12日 障害報告\n\n※時刻はすべてJST\n\n## 経緯\n\n| 日時 | 内容 |\n|---|---|\n| 5/12 09:03 | OS更新を実施 |\n| 5/12 11:05 | 復旧を確認 |\n\n## 対策\n\n| 対策内容 | 担当部署 | 進捗 |\n|---|---|---|\n| 確認項目を追加 | インフラ課 | 済 |\n| 夜間に実施 | 監視課 | 未 |\n`
    expect(entries(text)?.map(([at]) => at)).toEqual(['2025-05-12T00:03:00Z', '2025-05-12T02:05:00Z'])
    expect(incidentOf(text)?.actionItems.map(({ status }) => status)).toEqual(['done', 'open'])
  })
})

test('a label of the local time gives the zone; headings with a time are entries whatever they name', () => {
  const text = `# Przestój – 17 czerwca 2025\n\nCzas lokalny: czas polski\n\n## Oś czasu\n\n### 09:15 – Ustalono przyczynę\n\nZły sterownik.\n\n### 09:40 – Koniec awarii\n\nLinia pracuje.\n`
  expect(entries(text)?.map(([at]) => at)).toEqual(['2025-06-17T07:15:00Z', '2025-06-17T07:40:00Z'])
})

test('what a line above a list says of its items', () => {
  const text = `# Storing\n\nDatum: 3 maart 2025\n\n## Acties\n\nGedaan:\n\n- Test toegevoegd\n\nNog te doen:\n\n- Uitrol in stappen\n`
  expect(incidentOf(text)?.actionItems.map(({ status }) => status)).toEqual(['done', 'open'])
})

test('reading a line changes nothing of the times found in it', () => {
  const line = '2:15 - 3:02 PM CET'
  const before = structuredClone(findTimes(line))
  entries(
    `# Report\n\nDate: 2025-03-04\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| ${line} | Slow pages |\n| 3:10 PM CET | Restored |\n`,
  )
  expect(findTimes(line)).toEqual(before)
})

describe('German, Dutch and Swedish compounds as names of sections', () => {
  test.each([
    ['Störungsursachenanalyse', 'Wiederherstellungszeitverlauf', 'Nachbereitungsmaßnahmen'],
    ['Root-Cause-Analyse', 'Incident-Zeitverlauf', 'Präventionsmaßnahmenplan'],
    ['Netzwerkstoringsoorzaak', 'Storingstijdlijn', 'Verbetermaatregelen'],
    ['Driftstörningsorsak', 'Incidenttidslinje', 'Förebyggandeåtgärder'],
  ])('%s, %s, %s', (cause, timeline, actions) => {
    const incident = incidentOf(
      `# Vorfall am 2026-03-03\n\n## ${cause}\n\nDer Pool war zu klein.\n\n## ${timeline}\n\n- 10:00 UTC Alarm\n\n## ${actions}\n\n- [ ] Pool vergrößern\n`,
    )
    expect(incident?.causes.map(({ text }) => text)).toEqual(['Der Pool war zu klein.'])
    expect(incident?.timeline.map(({ at, text }) => [at, text])).toEqual([['2026-03-03T10:00:00Z', 'Alarm']])
    expect(incident?.actionItems.map(({ title }) => title)).toEqual(['Pool vergrößern'])
  })
})

test('one day with two years: the instants are kept, and each says that the year is in doubt', () => {
  const { documents, problems } = parseSource(
    '# Ausfall am 28.12.2025\n\n## Zusammenfassung\n\nAm 28. Dezember 2024 fiel der Shop aus.\n\n## Zeitleiste\n\n- 14:15 UTC Alarm\n- 2025-12-29 09:00 UTC Nachlese\n',
  )
  expect(documents[0]?.incident?.timeline.map(({ at }) => at)).toEqual(['2025-12-28T14:15:00Z', '2025-12-29T09:00:00Z'])
  const doubts = JSON.stringify([documents[0]?.doubts, problems])
  expect(doubts).toContain('2024-12-28')
})

test('when a page was made or changed is no day of the incident, wherever the line says it', () => {
  const on = (text: string) => incidentOf(text)?.on ?? null
  const report = '# 队列复盘\n\n> 状态：draft · 更新：2026-09-06\n\n## 根因\n\n队列已满。\n'
  expect(on(report)).toBeNull()
  const table =
    '## Хронология\n\n| Время | Событие |\n|---|---|\n| 18.06.2026 23:05 | Очередь стоит |\n\n---\n\n*Документ создан по итогам разбора, 19.06.2026.*\n'
  expect(on(`# Очередь\n\n${table}`)).toBe('2026-06-18')
})

test('steps below a heading that calls them taken are done; checks to come are what is to do', () => {
  const items = (text: string) => incidentOf(text)?.actionItems.map(({ title, status }) => [title, status])
  const french =
    '# Incident du 03/02/2026\n\n## Cause racine\n\nUn pilote.\n\n## Actions correctives réalisées\n\n- Remplacement du pilote\n'
  expect(items(french)).toEqual([['Remplacement du pilote', 'done']])
  const dutch =
    '# Storing van 2026-02-03\n\n## Oorzaak\n\nDe schijf was vol.\n\n## Volgende checks\n\n- [ ] Back-up nalopen\n'
  expect(items(dutch)).toEqual([['Back-up nalopen', 'open']])
})
