/** What a section of a postmortem or a skill is about, whatever the source calls it. */
export type SectionKey =
  | 'summary'
  | 'impact'
  | 'timeline'
  | 'what-happened'
  | 'details'
  | 'background'
  | 'root-cause'
  | 'trigger'
  | 'contributing'
  | 'detection'
  | 'response'
  | 'lessons'
  | 'went-well'
  | 'went-wrong'
  | 'lucky'
  | 'actions'
  | 'customer-actions'
  | 'references'
  | 'participants'
  | 'stats'
  | 'symptoms'
  | 'diagnosis'
  | 'resolution'
  | 'escalation'
  | 'recurrence'
  | 'source'
  | 'owners'

/**
 * Names of sections as documents write them, one language a line (English, German, Russian, French, Spanish, Portuguese,
 * Italian, Dutch, Swedish, Polish, Japanese, Chinese, Korean); they are compared folded (`foldName`), so accents do not matter.
 */
export const SECTION_NAMES: Record<SectionKey, string> = {
  summary: `summary|executive summary|incident summary|overview|incident overview|tl;dr|tldr|abstract|synopsis|at a glance|issue summary|problem summary|problem description|problem statement|description|outage description|plain english summary|in short|in brief
    |zusammenfassung|management summary|überblick|kurzfassung|kurzbeschreibung|übersicht|beschreibung|kurz und knapp|das wichtigste in kürze
    |итоги|итог|резюме|кратко|краткое описание|краткое описание инцидента|краткое содержание|сводка|обзор|описание|общая информация|коротко|вкратце|суть
    |résumé|résumé exécutif|résumé de l'incident|synthèse|en bref|vue d'ensemble|description
    |resumen|resumen ejecutivo|resumen del incidente|descripción|descripción general|visión general|en resumen
    |resumo|resumo executivo|resumo do incidente|sumário|sumário executivo|sumário do incidente|visão geral|visão geral do incidente|descrição
    |riepilogo|sintesi|sommario|riassunto|panoramica|descrizione|in breve|sintesi dell'incidente
    |samenvatting|overzicht|beschrijving|in het kort|managementsamenvatting
    |sammanfattning|översikt|beskrivning|kort sammanfattning|i korthet
    |podsumowanie|streszczenie|opis|opis incydentu|przegląd|w skrócie|podsumowanie incydentu
    |概要|サマリー|サマリ|まとめ|要約|障害概要|事象概要|インシデント概要|障害の概要|エグゼクティブサマリー|事象
    |摘要|概述|概要|总结|事件概述|故障概述|事故概述|事故概要|事件摘要|事件概要|故障概况|问题概述|问题描述|故障描述|简介|简述|總結|事件概況|問題概述|問題描述
    |요약|개요|장애 개요|사건 개요|요약 정보`,
  impact: `impact|customer impact|user impact|users impact|business impact|end user impact|service impact|impact summary|impact analysis|summary of impact|impact on customers|impact on users|impact assessment|impact and scope|scope|scope of impact|effects|effect|how users were affected|how were users affected|who was affected|what was affected|what was the impact|affected services|affected systems|affected components|affected users|services affected|users affected|systems affected|damage|extent|consequences|blast radius|business effect
    |auswirkung|auswirkungen|kundenauswirkung|kundenauswirkungen|auswirkungen auf kunden|auswirkungen auf nutzer|auswirkungen auf unsere kunden|auswirkungsanalyse|betroffene systeme|betroffene dienste|betroffene nutzer|betroffene kunden|umfang|folgen|schaden|wer war betroffen|was war betroffen|impact für kunden
    |влияние|последствия|воздействие|ущерб|влияние на пользователей|влияние на клиентов|влияние на бизнес|на кого повлияло|что пострадало|кто пострадал|кого затронуло|затронутые сервисы|затронутые системы|затронутые пользователи|масштаб|оценка влияния|импакт
    |impact utilisateur|impact utilisateurs|impact client|impact clients|impact métier|impacts|conséquences|évaluation de l'impact|services affectés|services impactés|utilisateurs affectés|utilisateurs impactés|périmètre|portée
    |impacto|impacto en los usuarios|impacto en usuarios|impacto en el negocio|impacto en clientes|impacto al usuario|evaluación del impacto|consecuencias|alcance|servicios afectados|sistemas afectados|usuarios afectados|afectación
    |impacto nos usuários|impacto no negócio|impacto nos clientes|impacto para os usuários|avaliação de impacto|consequências|escopo|abrangência|serviços afetados|sistemas afetados|usuários afetados
    |impatto|impatti|impatto sugli utenti|impatto sui clienti|impatto sul business|conseguenze|servizi interessati|sistemi interessati|sistemi coinvolti|utenti coinvolti|ambito
    |gevolgen|impact op gebruikers|impact op klanten|gevolg|getroffen systemen|getroffen diensten|getroffen gebruikers|omvang|reikwijdte
    |påverkan|konsekvenser|konsekvens|påverkan på användare|påverkan på kunder|kundpåverkan|drabbade system|drabbade tjänster|omfattning|effekt
    |wpływ|skutki|konsekwencje|wpływ na użytkowników|wpływ na klientów|wpływ na biznes|zakres|dotknięte systemy|dotknięte usługi|zakres wpływu
    |影響|影響範囲|ユーザー影響|ユーザへの影響|ユーザーへの影響|お客様への影響|顧客影響|影響度|影響内容|サービスへの影響|ビジネス影響|影響を受けたサービス|被害状況
    |影响|影响范围|影响面|用户影响|业务影响|影响评估|影响分析|故障影响|事故影响|受影响服务|受影响的服务|受影响范围|影響|影響範圍|影響評估
    |영향|영향 범위|사용자 영향|고객 영향|비즈니스 영향|서비스 영향|피해 범위|영향도`,
  timeline: `timeline|time line|incident timeline|timeline of events|timeline of the incident|detailed timeline|chronology|chronology of events|sequence of events|event log|log of events|incident log|events timeline|key events|order of events|what happened when
    |zeitachse|zeitleiste|zeitlicher ablauf|zeitlicher verlauf|zeitstrahl|chronologie|ablauf|verlauf|ereignisverlauf|chronologischer ablauf|zeitplan|zeitverlauf|ablauf der störung|verlauf der störung|chronologie der ereignisse
    |хронология|таймлайн|хронология событий|ход событий|хронология инцидента|последовательность событий|временная шкала|лента событий|развитие событий|ключевые события|временная линия
    |chronologie|chronologie des événements|chronologie de l'incident|déroulement|déroulé|déroulé des événements|déroulement de l'incident|frise chronologique|ligne de temps|ligne du temps|fil des événements|chronologie des faits|journal des événements
    |cronología|línea de tiempo|línea temporal|línea del tiempo|cronología de eventos|cronología del incidente|línea de tiempo del incidente|secuencia de eventos|sucesión de eventos
    |linha do tempo|cronologia|linha do tempo do incidente|linha temporal|sequência de eventos|cronologia dos eventos|cronograma dos eventos|cronologia dos factos|cronologia dos fatos|fita do tempo|sequência de acontecimentos
    |cronologia|cronologia degli eventi|linea temporale|sequenza degli eventi|sequenza temporale|timeline degli eventi|cronistoria
    |tijdlijn|tijdslijn|chronologie|verloop|tijdlijn van gebeurtenissen|verloop van het incident|verloop van de storing|tijdsverloop|gebeurtenissen
    |tidslinje|händelseförlopp|kronologi|förlopp|tidsförlopp|tidsaxel
    |oś czasu|przebieg zdarzeń|chronologia|przebieg|przebieg incydentu|przebieg awarii|kalendarium|kalendarium zdarzeń|chronologia zdarzeń|harmonogram zdarzeń|linia czasu
    |タイムライン|時系列|経緯|対応経緯|経過|対応時系列|発生経緯|障害の経緯|対応の経緯|時系列での対応|対応履歴
    |时间线|时间轴|事件时间线|故障时间线|时间线梳理|处理过程|事件经过|故障经过|处理时间线|处理经过|事件时间轴|過程|時間線|時間軸|事件經過|處理經過|處理過程
    |타임라인|시간순|시간대별|경과|시간 순서|장애 경과|대응 타임라인|진행 경과|시간대별 경과`,
  'what-happened': `what happened|what happened?|sequence|the incident|incident description|description of the incident|what went on|how it happened|how did it happen|chain of events|causal chain|lead-up|leadup|lead up|narrative|fault|the story
    |was ist passiert|was ist geschehen|was geschah|was passierte|was ist vorgefallen|hergang|vorfallsbeschreibung|ereigniskette|was war los|störungsbeschreibung
    |что произошло|что случилось|описание инцидента|как это произошло|описание проблемы|ход инцидента|цепочка событий|что это было
    |que s'est-il passé|ce qui s'est passé|qu'est-ce qui s'est passé|description de l'incident|description du problème|les faits|contexte de l'incident
    |qué pasó|qué ocurrió|qué sucedió|lo que pasó|lo sucedido|descripción del incidente|descripción del problema|los hechos
    |o que aconteceu|o que ocorreu|descrição do incidente|descrição do problema|o ocorrido
    |cosa è successo|che cosa è successo|cos'è successo|cosa è accaduto|descrizione dell'incidente|descrizione del problema
    |wat is er gebeurd|wat gebeurde er|wat er gebeurde|beschrijving van het incident|omschrijving van het incident|incidentbeschrijving
    |vad hände|vad som hände|vad har hänt|beskrivning av incidenten|incidentbeskrivning|händelsebeskrivning
    |co się stało|co się wydarzyło|opis zdarzenia|opis problemu|przebieg awarii
    |何が起きたか|何が起こったか|何が起きた|何が起きたのか|何が起こったのか|発生事象|事象の詳細|障害内容|障害の内容|発生した事象
    |发生了什么|事件描述|故障现象|故障过程|事件回顾|问题现象|事故经过|事故回顾|發生了什麼|發生什麼事|事件描述|故障現象
    |무슨 일이 있었나|무슨 일이 있었나요|무슨 일이 일어났나|무슨 일이 일어났는가|발생 내용|장애 내용|장애 현상|사건 내용|현상`,
  details: `incident details|details|detail|technical details|incident report|post-mortem|postmortem|post mortem|in detail|deep dive|analysis|technical analysis|incident information|basic information|general information|incident analysis
    |vorfallsdetails|details zum vorfall|einzelheiten|technische details|im detail|analyse|störungsbericht|vorfallsbericht
    |подробности инцидента|подробности|детали|детали инцидента|технические подробности|технические детали|анализ|разбор|разбор инцидента|постмортем
    |détails|détails techniques|analyse|analyse technique|rapport d'incident|informations générales
    |detalles|detalles técnicos|análisis|informe de incidente|información general|detalles del incidente
    |detalhes|detalhes técnicos|análise|relatório de incidente|informações gerais|detalhes do incidente
    |dettagli|dettagli tecnici|analisi|rapporto sull'incidente|informazioni generali
    |details van het incident|technische details|incidentrapport|algemene informatie
    |detaljer|tekniska detaljer|incidentrapport|analys
    |szczegóły|szczegóły techniczne|analiza|raport z incydentu|szczegóły incydentu
    |詳細|障害詳細|技術的詳細|調査内容|分析|基本情報|障害報告書|障害報告|インシデントレポート|ポストモーテム
    |详情|详细信息|技术细节|分析|基本信息|事件详情|事故分析|复盘|故障复盘|故障报告|事故报告|詳情|詳細資訊|技術細節|基本資訊|事故報告
    |세부 사항|상세|상세 내용|기술적 세부 사항|분석|기본 정보|장애 보고서|포스트모템`,
  background: `background|context|system overview|architecture|introduction|environment
    |hintergrund|kontext|einleitung|ausgangslage|vorgeschichte
    |предыстория|контекст|введение|как устроена система|бэкграунд|вводная
    |contexte|introduction|mise en contexte|antécédents
    |contexto|introducción|antecedentes|trasfondo
    |introdução|histórico|antecedentes
    |contesto|introduzione|premessa|antefatto
    |achtergrond|context|inleiding|aanleiding
    |bakgrund|kontext|inledning|introduktion
    |tło|kontekst|wprowadzenie|wstęp
    |背景|前提|はじめに|システム構成
    |背景|前言|背景介绍|背景信息|上下文|介紹|背景資訊
    |배경|개요 및 배경|들어가며|시스템 구성`,
  'root-cause': `root cause|root causes|root cause analysis|root cause(s)|root cause and mitigation|cause|causes|cause analysis|cause of the incident|what caused the incident|what was the cause|what was the root cause|what went wrong and why|what went wrong and why?|why did it happen|why did this happen|why it happened|rca|underlying cause|technical cause|primary cause|five whys|5 whys|the five whys|5 whys analysis|five whys analysis|the 5 whys|5-why|why
    |ursache|ursachen|root cause analyse|grundursache|ursachenanalyse|grundursachenanalyse|hauptursache|warum ist es passiert|warum ist das passiert|wie es dazu kam|wie konnte das passieren|fehlerursache|kernursache|5-why|fünf warum|5 warum
    |причина|причины|корневая причина|первопричина|корневые причины|анализ причин|анализ первопричин|анализ первопричины|анализ корневых причин|причина инцидента|причины инцидента|причина сбоя|почему это произошло|почему так произошло|почему это случилось|пять почему|5 почему
    |cause|causes|cause racine|causes racines|cause première|cause profonde|causes profondes|origine|origine du problème|analyse des causes|analyse des causes racines|cause principale|pourquoi|5 pourquoi|cinq pourquoi|les 5 pourquoi
    |causa|causas|causa raíz|causas raíz|causa principal|análisis de causa raíz|análisis de la causa raíz|análisis causal|análisis de causas|origen del problema|por qué ocurrió|por qué pasó|5 porqués|cinco porqués|los 5 porqués
    |causa raiz|causas raiz|causas raízes|análise de causa raiz|análise da causa raiz|análise das causas|por que aconteceu|5 porquês|cinco porquês|os 5 porquês|causa-raiz
    |causa radice|cause radice|causa principale|causa scatenante e radice|analisi delle cause|analisi della causa radice|analisi causa radice|perché è successo|5 perché|cinque perché|causa
    |oorzaak|oorzaken|hoofdoorzaak|grondoorzaak|kernoorzaak|oorzaakanalyse|onderliggende oorzaak|waarom gebeurde dit|5x waarom|vijf keer waarom|analyse van de oorzaak
    |orsak|orsaker|grundorsak|rotorsak|grundorsaksanalys|rotorsaksanalys|orsaksanalys|bakomliggande orsak|varför hände det|5 varför|fem varför
    |przyczyna|przyczyny|przyczyna źródłowa|przyczyny źródłowe|główna przyczyna|pierwotna przyczyna|analiza przyczyn|analiza przyczyny źródłowej|przyczyna awarii|dlaczego to się stało|5 dlaczego|5 razy dlaczego
    |原因|根本原因|発生原因|原因分析|障害原因|根本原因分析|直接原因|原因調査|なぜなぜ分析|なぜ起きたか|なぜ発生したか|技術的原因|根因|5つのなぜ|5回のなぜ|5 whys 分析
    |原因|根本原因|根因|根因分析|原因分析|根本原因分析|故障原因|事故原因|问题原因|事故根因分析|直接原因|为什么会发生|5个为什么|五个为什么|5why分析|五個為什麼|問題原因
    |근본 원인|원인|원인 분석|근본 원인 분석|장애 원인|발생 원인|직접 원인|왜 발생했나|5 whys 분석|다섯 번의 왜`,
  trigger: `trigger|triggers|trigger(s)|triggering event|proximate cause
    |auslöser|auslösendes ereignis
    |триггер|триггеры|что стало триггером|непосредственная причина|что послужило причиной
    |déclencheur|élément déclencheur|facteur déclenchant
    |desencadenante|disparador|detonante|causa inmediata
    |gatilho|causa imediata|evento desencadeador
    |causa scatenante|innesco|evento scatenante
    |aanleiding van het incident|directe oorzaak|directe aanleiding
    |utlösande faktor|utlösande orsak|utlösare
    |wyzwalacz|czynnik wyzwalający|bezpośrednia przyczyna
    |トリガー|きっかけ|引き金|契機
    |触发|触发因素|触发原因|诱因|導火線|觸發|觸發因素
    |트리거|촉발 요인|발단`,
  contributing: `contributing factors|contributing factor|contributing causes|contributing conditions|contributing conditions analysis|other factors|aggravating factors|secondary causes|mitigating factors|process breakdowns|process breakdown(s)
    |begünstigende faktoren|beitragende faktoren|mitursachen|weitere faktoren|weitere ursachen|einflussfaktoren
    |способствующие факторы|сопутствующие факторы|сопутствующие причины|факторы|усугубляющие факторы|дополнительные факторы
    |facteurs contributifs|facteurs contribuant|facteurs aggravants|causes secondaires|causes contributives
    |factores contribuyentes|factores agravantes|factores que contribuyeron|causas contribuyentes|factores coadyuvantes
    |fatores contribuintes|fatores agravantes|fatores que contribuíram|causas contribuintes
    |fattori contribuenti|fattori aggravanti|concause|fattori che hanno contribuito
    |bijdragende factoren|bijkomende factoren|verzwarende factoren|meewerkende factoren
    |bidragande faktorer|bidragande orsaker|medverkande faktorer|försvårande faktorer
    |czynniki przyczyniające się|czynniki współwystępujące|czynniki dodatkowe|czynniki sprzyjające
    |要因|寄与要因|背景要因|間接原因|影響した要因|助長要因
    |影响因素|促成因素|次要原因|间接原因|其他因素|潜在原因|深层原因|間接原因
    |기여 요인|부가 요인|기여 원인|간접 원인`,
  detection: `detection|how was it detected|how we detected it|how we found out|how did we detect|how was the incident detected|monitoring|alerting|identification|why wasn't it caught|why wasn't it caught earlier|detection & response|detection and response|discovery
    |erkennung|entdeckung|wie wurde es erkannt|wie wurde der vorfall erkannt|feststellung|wie haben wir es bemerkt
    |обнаружение|как обнаружили|как мы узнали|детектирование|выявление|как был обнаружен|как узнали
    |détection|comment avons-nous détecté|comment l'incident a été détecté|découverte
    |detección|cómo se detectó|cómo lo detectamos|identificación
    |detecção|como foi detectado|como detectamos|identificação
    |rilevamento|come è stato rilevato|individuazione|rilevazione
    |detectie|hoe is het ontdekt|ontdekking|hoe werd het ontdekt|signalering
    |upptäckt|detektering|hur upptäcktes det|identifiering
    |wykrycie|detekcja|jak wykryto|jak zostało wykryte|identyfikacja
    |検知|検出|検知方法|検知状況|どのように検知したか|発見
    |检测|检测方式|发现|发现方式|发现过程|如何发现|故障发现|監測|偵測|發現|發現方式
    |감지|탐지|어떻게 감지했나|감지 방법|탐지 방법|인지`,
  response: `response|incident response|mitigation|mitigations|mitigation & resolution|mitigation and resolution|remediation|recovery|resolution and recovery|resolution & recovery|how was it resolved|how we fixed it|how it was fixed|fix|the fix|fix applied|containment|what we did|investigation and resolution|restoration|service restoration
    |reaktion|behebung|wiederherstellung|abhilfe|maßnahmen während des vorfalls|störungsbehebung|sofortmaßnahmen während des vorfalls|entstörung|reaktion auf den vorfall
    |реагирование|устранение|восстановление|как устранили|как мы это исправили|решение|что мы сделали|что сделали|как чинили|ликвидация|действия по устранению
    |réponse|réaction|atténuation|rétablissement|remédiation|correction|correctif appliqué|retour à la normale|résolution et rétablissement
    |respuesta|mitigación|recuperación|resolución y recuperación|solución aplicada|restablecimiento|respuesta al incidente|corrección
    |resposta|mitigação|recuperação|resolução e recuperação|solução aplicada|restauração|resposta ao incidente|correção|o que fizemos
    |risposta|mitigazione|ripristino|recupero|risoluzione e ripristino|correzione|cosa abbiamo fatto
    |reactie|herstel|mitigatie|afhandeling|hoe is het opgelost|herstelwerkzaamheden
    |respons|hantering|återställning|åtgärdande|hur löstes det|avhjälpande|felavhjälpning
    |reakcja|przywrócenie|łagodzenie|naprawa|jak naprawiono|przywrócenie usługi|przywracanie
    |対応|処置|対応内容|復旧|復旧対応|暫定対応|暫定対処|暫定対策|応急対応|応急処置|対処|実施した対応|復旧作業|復旧方法
    |恢复|处置|应急处理|应急响应|处理措施|修复|修复方案|处理方案|止血|事故响应过程|恢复措施|缓解|临时措施|恢復|處置|緩解|應變處理
    |대응|조치|대응 과정|복구|복구 과정|임시 조치|조치 내용|복구 조치|대응 내용|완화`,
  lessons: `lessons learned|lessons|lessons learnt|learnings|key learnings|what we learned|what we've learned|what we have learned|what did we learn|takeaways|key takeaways|conclusions|conclusion|reflections|insights|findings
    |erkenntnisse|gelernte lektionen|lehren|was wir gelernt haben|was haben wir gelernt|lerneffekte|schlussfolgerungen|fazit|gewonnene erkenntnisse|learnings
    |полученные уроки|извлечённые уроки|уроки|выводы|чему мы научились|что мы узнали|что мы вынесли|заключение|что мы поняли
    |leçons apprises|leçons|enseignements|enseignements tirés|leçons tirées|ce que nous avons appris|conclusion|conclusions|retour d'expérience
    |lecciones aprendidas|lecciones|aprendizajes|qué aprendimos|lo que aprendimos|conclusiones|conclusión
    |lições aprendidas|lições|aprendizados|o que aprendemos|conclusões|conclusão
    |lezioni apprese|lezioni imparate|lezioni|cosa abbiamo imparato|conclusioni|insegnamenti
    |geleerde lessen|lessen|wat hebben we geleerd|lessons learned|leerpunten|conclusies|conclusie
    |lärdomar|lärdom|vad vi lärde oss|vad vi har lärt oss|slutsatser|slutsats|erfarenheter
    |wnioski|wyciągnięte wnioski|czego się nauczyliśmy|lekcje|wnioski procesowe|nauka na przyszłość
    |教訓|学んだこと|学び|得られた教訓|振り返り|反省点|所感|学んだ教訓|考察
    |经验教训|教训|总结与反思|反思|收获|学到的教训|经验总结|經驗教訓|教訓|反思
    |교훈|배운 점|얻은 교훈|시사점|회고|배운 것`,
  'went-well': `what went well|went well|things that went well|what worked|what worked well|what went right|successes|the good
    |was gut lief|was lief gut|was gut gelaufen ist|was hat gut funktioniert|was gut funktioniert hat|positives
    |что прошло хорошо|что было хорошо|что сработало|что сработало хорошо|что получилось
    |ce qui a bien fonctionné|ce qui s'est bien passé|ce qui a marché|points positifs
    |qué salió bien|lo que salió bien|qué funcionó bien|lo que funcionó|qué funcionó|qué fue bien
    |o que funcionou bem|o que deu certo|o que funcionou|o que foi bem|pontos positivos
    |cosa è andato bene|cosa ha funzionato|cosa ha funzionato bene|aspetti positivi
    |wat ging goed|wat goed ging|wat er goed ging
    |vad gick bra|vad som gick bra|det som gick bra|vad fungerade bra|vad som fungerade bra
    |co poszło dobrze|co zadziałało|co zadziałało dobrze|co się udało
    |うまくいったこと|良かった点|よかった点|うまくいった点|うまくいったところ|良かったこと|よかったこと
    |做得好的|做得好的地方|哪些做得好|做得好|优点|亮点|值得肯定的地方|做得好的方面|順利之處
    |잘된 점|잘한 점|잘 된 점|좋았던 점|잘된 것`,
  'went-wrong': `what went wrong|went wrong|what went poorly|what went badly|what didn't go well|what didn't go so well|what didn't work|what could have gone better|what could be improved|what could be better|things that went poorly|what did not go well|room for improvement|the bad
    |was schlecht lief|was lief schlecht|was schief lief|was lief schief|was nicht gut lief|was lief nicht gut|was schlecht gelaufen ist|was hätte besser laufen können|verbesserungspotenzial
    |что пошло не так|что было плохо|что прошло плохо|что пошло плохо|что не сработало|что можно улучшить|что можно было сделать лучше
    |ce qui n'a pas fonctionné|ce qui s'est mal passé|ce qui a mal fonctionné|ce qui peut être amélioré|ce qui n'a pas marché|points négatifs|points à améliorer|axes d'amélioration
    |qué salió mal|lo que salió mal|qué no funcionó|qué falló|lo que falló|qué pudo haber salido mejor|qué fue mal|áreas de mejora|puntos de mejora
    |o que deu errado|o que não funcionou|o que falhou|o que poderia melhorar|o que foi mal|pontos negativos|o que pode melhorar|pontos de melhoria
    |cosa è andato storto|cosa è andato male|cosa non ha funzionato|cosa si può migliorare|aspetti negativi
    |wat ging fout|wat fout ging|wat ging er mis|wat ging minder goed|wat kan beter|wat er fout ging|wat ging niet goed|wat ging mis
    |vad gick fel|vad som gick fel|vad gick dåligt|vad som gick dåligt|vad gick mindre bra|vad kunde gått bättre|vad fungerade inte
    |co poszło źle|co nie zadziałało|co zawiodło|co można poprawić|co się nie udało|co poszło nie tak
    |うまくいかなかったこと|悪かった点|うまくいかなかった点|改善点|反省すべき点|課題|問題点|良くなかった点
    |做得不好的|做得不好的地方|哪些做得不好|不足|不足之处|存在的问题|问题与不足|待改进|待改进的地方|需要改进的地方|需改進之處
    |잘못된 점|아쉬운 점|개선할 점|못한 점|안된 점|문제점|개선점|잘 안 된 점`,
  lucky: `where we got lucky|got lucky|we got lucky|where did we get lucky|luck|near misses
    |wo wir glück hatten|glück gehabt|wo hatten wir glück|glück
    |где нам повезло|в чём нам повезло|где повезло|в чём повезло|что нам повезло
    |où nous avons eu de la chance|coups de chance|là où nous avons eu de la chance
    |dónde tuvimos suerte|donde tuvimos suerte|en qué tuvimos suerte
    |onde tivemos sorte|em que tivemos sorte
    |dove siamo stati fortunati|dove abbiamo avuto fortuna
    |waar we geluk hadden|waar hadden we geluk|geluk gehad
    |var vi hade tur|där vi hade tur|var hade vi tur
    |gdzie mieliśmy szczęście|w czym mieliśmy szczęście
    |幸運だったこと|運が良かったこと|ラッキーだったこと|幸運だった点|運が良かった点|運がよかった点
    |幸运之处|我们走运的地方|运气好的地方|幸运的地方|僥倖之處|幸運之處
    |운이 좋았던 점|운이 좋았던 부분|운 좋았던 점`,
  actions: `action items|actions following review|actions from review|checklist|follow-up checklist|carryover|carry-over|carried over|carryover items|remediations|remediation work|root cause remediations|remediation and follow-ups|still open|still to do|still to be done|remaining work|outstanding work|open work|what is left to do|what's left to do|actionables|actionable items|resulting action|resulting actions|action item|action items & followups|action items and follow-ups|actions|actions to take|actions taken|review actions|agreed actions|follow on actions|corrective actions|corrective action|remediation actions|preventive actions|preventive measures|prevention measures|preventative measures|prevention|prevention strategies|preventive action|preventing recurrence|preventing a recurrence|how we will prevent this|how will we prevent recurrence|follow-ups|follow ups|followups|follow-up|follow up|follow-up actions|follow-up items|follow-up work|follow-up tasks|follow-up issues|prevention follow-ups|next steps|next actions|remediation items|remediation plan|risk mitigation|improvements|possible improvements|planned improvements|improvement actions|improvement items|action plan|capa|what we are doing|what we're doing|what we are changing|what we changed|what was changed|changes we made|changes made since|what we're changing|what are we doing about it|what we will do|what's next|what comes next|how we prevent this|corrective and preventive actions|corrective and preventative measures|corrective measures|measures|long-term actions|short-term actions|long-term fixes|short-term fixes|permanent fix|permanent fixes|immediate actions|todo|to do|to-do|todos|tasks|going forward|moving forward|future work|recommendations|planned work|what we did immediately|what we have done so far|what we have already done|what we've already done|what we've done so far|plan|the plan|our plan|repair items|tickets|outstanding work|outstanding actions|remaining work
    |vorbeugende maßnahmen|vorbeugung|präventivmaßnahmen|präventionsmaßnahmen|prävention|maßnahmen|massnahmen|korrekturmaßnahmen|gegenmaßnahmen|folgemaßnahmen|sofortmaßnahmen|nächste schritte|aufgaben|verbesserungen|verbesserungsmaßnahmen|geplante maßnahmen|weiteres vorgehen|offene punkte|maßnahmenplan|maßnahmenkatalog|was wir tun|was wir ändern|was wir geändert haben|was geändert wurde|empfehlungen|todos|wie wir das künftig verhindern|lehren und maßnahmen|konsequenzen|was wir künftig anders machen|geplante verbesserungen|gegenmassnahmen|folgeaufgaben|to-dos|aktionspunkte|was tun wir|was tun wir dagegen|was machen wir|was machen wir jetzt|was unternehmen wir|wie geht es weiter|was ändern wir|maßnahmenliste|aufgabenliste|abgeleitete maßnahmen|was wir verbessern|lösungsansätze und maßnahmen|verbesserungsvorschläge|nachbereitung
    |предотвращающие меры|превентивные меры|меры предотвращения|предупреждающие меры|профилактические меры|корректирующие меры|корректирующие действия|меры|задачи|план действий|дальнейшие шаги|дальнейшие действия|следующие шаги|что мы делаем|что мы сделаем|что будем делать|что делаем|что сделаем|что сделали|что уже сделано|что мы сделали, чтобы это не повторилось|как предотвратим повторение|мероприятия|доработки|что меняем|что изменили|что поменяли|что изменено|список задач|что делаем дальше|что планируем сделать|что дальше|улучшения|принятые меры|профилактика|предотвращение|меры по предотвращению|планируемые меры|экшен айтемы|экшн айтемы|экшены|действия по итогам|последующие действия|рекомендации|план работ|список действий|список мер|что исправляем|что будет сделано|план мероприятий|мероприятия по итогам
    |actions|actions correctives|actions préventives|actions correctrices|actions à mener|actions à venir|actions de suivi|actions entreprises|actions prises|actions immédiates|plan d'action|plan d'actions|prochaines étapes|prochaines actions|suites à donner|mesures correctives|mesures préventives|mesures prises|améliorations|recommandations|suivi|tâches|prévention|pour la suite|actions préventives et correctives|plan de remédiation|axes d'amélioration|pistes d'amélioration|ce que nous allons faire|ce que nous avons changé|ce qui a été changé|changements apportés|actions de remédiation|points d'action|liste d'actions|mesures|mesures à prendre|liste des actions|tableau des actions|actions à réaliser|suite à donner|à faire|reste à faire
    |acciones|acciones correctivas|acciones preventivas|acciones correctivas/preventivas|acciones de seguimiento|acciones inmediatas|acciones tomadas|acciones a tomar|acciones pendientes|acciones de mejora|plan de acción|próximos pasos|siguientes pasos|medidas correctivas|medidas preventivas|mejoras|recomendaciones|seguimiento|tareas|tareas pendientes|prevención|puntos de acción|acciones de remediación|plan de mejora|plan de remediación|qué vamos a hacer|qué haremos|qué se cambió|qué cambiamos|qué hemos cambiado|cambios realizados|compromisos|acciones futuras|lista de acciones|medidas|medidas a tomar|qué vamos a cambiar|lista de tareas|pendientes|acciones derivadas|medidas adoptadas|por hacer
    |ações|ações corretivas|ações preventivas|ações corretivas e preventivas|ações de acompanhamento|ações imediatas|ações tomadas|ações de melhoria|ações pendentes|plano de ação|próximos passos|próximas ações|medidas corretivas|medidas preventivas|melhorias|recomendações|itens de ação|tarefas|prevenção|acompanhamento|o que vamos fazer|plano de melhoria|pontos de ação|ações futuras|ações de prevenção|encaminhamentos|lista de ações|medidas|medidas a tomar|o que vamos mudar|o que mudamos|o que foi mudado|o que mudou depois|mudanças feitas|pendências|medidas adotadas|ações definidas|a fazer|o que faremos
    |azioni|azioni correttive|azioni preventive|azioni correttive e preventive|azioni di follow-up|azioni intraprese|azioni immediate|azioni da intraprendere|piano d'azione|piano di azione|prossimi passi|misure correttive|misure preventive|miglioramenti|raccomandazioni|attività|attività di follow-up|prevenzione|cosa faremo|cosa abbiamo cambiato|cosa è stato cambiato|modifiche apportate|azioni di miglioramento|azioni future|piano di miglioramento|contromisure|elenco azioni|misure|provvedimenti|elenco delle azioni|lista delle azioni|cosa facciamo adesso|cosa facciamo ora|da fare|azioni da svolgere
    |acties|actiepunten|vervolgacties|vervolgstappen|corrigerende maatregelen|preventieve maatregelen|maatregelen|genomen maatregelen|verbeteracties|verbeteringen|verbeterpunten|verbetermaatregelen|actieplan|volgende stappen|volgende checks|aanbevelingen|opvolging|preventie|wat gaan we doen|wat we gaan doen|actielijst|te nemen maatregelen|genomen acties|openstaande acties|openstaande punten|lijst met acties|wat gaan we verbeteren|wat we hebben veranderd|wat is er veranderd|wat gaan we eraan doen|nog te doen|afspraken
    |åtgärder|åtgärdsplan|handlingsplan|åtgärdspunkter|korrigerande åtgärder|förebyggande åtgärder|vidtagna åtgärder|planerade åtgärder|uppföljning|uppföljningsåtgärder|nästa steg|förbättringar|förbättringsåtgärder|förbättringsförslag|vad vi gör nu|kommande åtgärder|åtgärdslista|rekommendationer|aktiviteter|att göra|lista över åtgärder|vad vi ska göra|vad gör vi nu|vad vi har ändrat|vad vi ändrade|att göra framåt|uppföljningspunkter|åtgärdsförslag
    |działania naprawcze|działania zapobiegawcze|działania korygujące|działania naprawcze i zapobiegawcze|działania naprawcze i prewencyjne|działania prewencyjne|działania|podjęte działania|dalsze działania|planowane działania|działania następcze|zadania|plan działań|plan naprawczy|kolejne kroki|następne kroki|dalsze kroki|usprawnienia|ulepszenia|rekomendacje|zalecenia|zapobieganie|do zrobienia|lista działań|co zrobimy|co zmieniliśmy|co zmieniono|co robimy|działania po incydencie|plan poprawy|plan działania|lista zadań|co dalej|środki zaradcze|wnioski i działania|wnioski i rekomendacje|działania do wykonania
    |再発防止策|再発防止|再発防止案|アクションアイテム|アクション|アクションプラン|今後の対応|今後の対策|今後のアクション|今後の予定|対策|恒久対策|恒久対応|恒久対処|改善策|改善案|改善アクション|是正措置|是正|是正処置|予防策|予防措置|フォローアップ|次のステップ|ネクストアクション|対応策|再発防止のために|再発防止に向けた取り組み|今後の取り組み|改善点と対応|todo|やること|タスク|防止策|アクション一覧|対応一覧|対応事項|残課題|残タスク|対策一覧|再発防止対策|再発防止への取り組み
    |改进措施|后续措施|后续改进|改进计划|后续计划|行动项|行动计划|待办|待办事项|后续行动|后续动作|后续工作|后续跟进|整改措施|整改计划|整改|预防措施|改进项|改进行动|改进方案|改进建议|优化措施|下一步|下一步计划|跟进事项|长期改进|短期措施|长期措施|预防|防范措施|行動項目|改善计划|改善方案|改善對策|改善计畫|預防對策|后续处理|後續處理|待改善事項|后续计划与改进|待跟进|改善措施|後續措施|後續行動|後續改善|預防措施|待辦事項|下一步|改進措施|行动清单|改进清单|整改清单|待办清单|任务清单|改进事项|整改事项|后续事项|行動清單|改善清單|待辦清單|待辦|後續事項|改善事項|改善行動|防範措施|矯正措施|矯正與預防措施|後續追蹤
    |행동항|행동 항목|후속 조치|재발 방지|재발 방지 대책|재발방지|재발방지 대책|재발 방지책|액션 아이템|액션아이템|향후 계획|향후 조치|개선 사항|개선 조치|개선 계획|다음 단계|예방 조치|예방 대책|예방|할 일|조치 계획|후속 작업|대책|개선 과제|개선 방안|개선안|개선 대책|후속 과제|후속 대응|향후 대응|향후 개선 사항|재발 방지 방안|조치 사항|앞으로의 계획|조치 목록|액션 목록|과제 목록|남은 과제|후속 과제 목록|재발 방지 계획|재발 방지 조치|추후 조치|추후 계획`,
  'customer-actions': `customer actions|customer action|what customers should do|what should you do|what should you do?|what you should do|what you need to do|what you can do|what do i need to do|what do customers need to do|do i need to do anything|actions for customers|actions for users|user action|user actions|required actions|action required|recommended actions|recommendations for customers|workaround|workarounds
    |kundenaktion|kundenaktionen|was kunden tun sollten|was kunden tun können|was kunden tun müssen|was sie tun können|was sie tun müssen|was müssen sie tun|was du tun kannst|empfehlungen für kunden|maßnahmen für kunden|handlungsempfehlung|handlungsempfehlungen|umgehungslösung
    |действия для клиентов|действия клиентов|что нужно сделать клиентам|что делать клиентам|что делать пользователям|действия для пользователей|рекомендации клиентам|рекомендации для клиентов|рекомендации пользователям|что вам нужно сделать|что вам делать|обходной путь|обходное решение
    |actions pour les clients|que devez-vous faire|que doivent faire les clients|solution de contournement|contournement|actions requises
    |acciones para los clientes|qué deben hacer los clientes|qué debes hacer|solución temporal|solución alternativa|acciones requeridas
    |ações para os clientes|o que os clientes devem fazer|o que você deve fazer|solução de contorno|ações necessárias
    |azioni per i clienti|cosa devono fare i clienti|cosa devi fare|soluzione temporanea|soluzione alternativa
    |wat moet u doen|wat klanten moeten doen|acties voor klanten|tijdelijke oplossing|omweg
    |vad du behöver göra|vad kunder behöver göra|åtgärder för kunder|tillfällig lösning
    |co powinni zrobić klienci|co należy zrobić|działania dla klientów|obejście
    |お客様へのお願い|お客様にお願いしたいこと|お客様の対応|ユーザーへのお願い|回避策|お客様に行っていただきたいこと
    |用户需要做什么|客户需要做什么|用户操作|用户建议|临时解决方案|规避方案|使用者需要做什麼|暫時解決方案
    |고객 조치 사항|사용자 조치|고객이 해야 할 일|임시 해결 방법|우회 방법`,
  references: `references|see also|related|related incidents|related issues|links|further reading|related skills|related documents|resources|appendix|appendices|attachments|supporting information|supporting documents|supporting data|evidence|artifacts|prior incidents
    |siehe auch|verweise|links und verweise|weiterführende links|verwandte themen|anhang|anlagen|referenzen|quellen und links|weiterführende informationen
    |см. также|смотрите также|ссылки|связанные материалы|приложение|приложения|материалы|связанные инциденты|полезные ссылки
    |références|voir aussi|annexe|annexes|liens|liens utiles|pièces jointes|ressources
    |referencias|ver también|anexo|anexos|enlaces|recursos|evidencias|apéndice
    |referências|ver também|veja também|links úteis|evidências|evidências anexas|apêndice
    |riferimenti|vedi anche|allegati|allegato|collegamenti|appendice|risorse|link utili
    |referenties|zie ook|bijlage|bijlagen|verwijzingen|bronnen
    |referenser|se även|bilaga|bilagor|länkar|källor
    |odniesienia|zobacz też|załączniki|załącznik|linki|powiązane|źródła|szybkie powiązania
    |参考|参照|関連|参考リンク|参考資料|関連リンク|関連資料|付録|添付資料|関連チケット
    |参考|参考资料|参考链接|相关链接|附录|附件|相关文档|相关资料|相關連結|參考資料|附錄
    |참고|참고 자료|관련 링크|부록|첨부|관련 문서|참고 링크`,
  participants: `participants|attendees|postmortem attendees|attendance|people involved|names of people involved|responders|incident responders|on-call|incident commander|roles|incident roles|incident team|approvals|sign-off
    |teilnehmer|teilnehmende|beteiligte|anwesende|beteiligte personen
    |участники|участвовали|кто участвовал|участники инцидента|участники встречи
    |participants|intervenants|personnes impliquées|équipe
    |participantes|asistentes|personas involucradas|equipo|aprobaciones
    |participantes|envolvidos|pessoas envolvidas|responsáveis pelo incidente
    |partecipanti|persone coinvolte|coinvolti
    |deelnemers|betrokkenen|aanwezigen
    |deltagare|inblandade|närvarande
    |uczestnicy|zaangażowani|obecni
    |参加者|対応者|関係者|出席者|体制
    |参与人员|参会人员|处理人员|相关人员|參與人員|與會人員
    |참석자|참여자|대응 인원|관련자`,
  stats: `stats|statistics|metrics|key metrics|incident metrics|metadata|meta information|metrics & evidence|metrics & kpis|mttr
    |kennzahlen|statistik|metadaten|messwerte
    |метрики|показатели|статистика|метаданные
    |métriques|statistiques|métadonnées|indicateurs
    |métricas|estadísticas|metadatos|meta información|indicadores
    |estatísticas|metadados
    |metriche|statistiche|metadati
    |statistieken|meetgegevens|kerncijfers
    |statistik|mätvärden|nyckeltal|metadata
    |metryki|statystyki|metadane
    |メトリクス|統計|指標|メタデータ|メタ情報
    |指标|统计|元数据|数据指标|指標|統計
    |지표|통계|메타데이터|메트릭`,
  symptoms: `symptoms|symptom|signs|how it looks|what you see|what you will see|meaning
    |symptome|symptom|anzeichen|symptombild
    |симптомы|признаки|как это выглядит
    |symptômes|signes
    |síntomas|señales
    |sintomas|sinais
    |sintomi|segnali
    |symptomen|verschijnselen
    |symtom|kännetecken
    |objawy|symptomy
    |症状|現象
    |症状|现象|表现|癥狀|症狀
    |증상|징후`,
  diagnosis: `diagnosis|diagnose|diagnostics|diagnosing|triage|investigation|investigation process|how to diagnose|how to confirm|confirm|troubleshooting|checks
    |diagnostik|untersuchung|fehlersuche|fehleranalyse
    |диагностика|диагноз|проверка|как диагностировать|расследование|поиск причины
    |diagnostic|investigation|enquête|recherche de la cause
    |diagnóstico|investigación
    |investigação|investigação do problema
    |diagnosi|indagine|investigazione
    |diagnose|onderzoek|analyse van het probleem
    |diagnos|felsökning|utredning
    |diagnoza|diagnostyka|dochodzenie|badanie
    |診断|調査|原因調査の経緯|切り分け
    |诊断|排查|故障排查|排查过程|定位过程|问题定位|調查|診斷|問題排查
    |진단|조사|원인 조사|확인 방법`,
  resolution: `resolution|resolve|solution|fix it|how to fix|fixing|procedure|steps|runbook|remedy
    |lösung|behebungsschritte|fehlerbehebung|lösungsschritte
    |устранение проблемы|как исправить|решение проблемы|действия|шаги
    |résolution|solution|résolution de l'incident
    |resolución|solución|resolución del incidente
    |resolução|solução|resolução do incidente
    |risoluzione|soluzione
    |oplossing|resolutie
    |lösning|upplösning
    |rozwiązanie|rozwiązanie problemu
    |解決|解決方法|解決策|復旧手順
    |解决|解决方案|解决方法|解决过程|解決|解決方案|解決方法
    |해결|해결 방법|해결 방안|해결 과정`,
  escalation: `escalation|escalate|escalation path|who to call|contacts|contact
    |eskalation|eskalationspfad|ansprechpartner
    |эскалация|к кому обращаться|контакты
    |escalade|contacts à prévenir|escalamiento|contactos|escalação|contatos|escalation e contatti|escalatie|contactpersonen|eskalering|kontakter|eskalacja|kontakty
    |エスカレーション|連絡先|升级|升级路径|联系人|升級|에스컬레이션|연락처`,
  recurrence: `why this keeps happening|why it keeps happening|recurrence|history|known occurrences|previous occurrences|past incidents|occurrences|why does this keep happening
    |warum das immer wieder passiert|wiederholung|wiederkehr|frühere vorfälle|bisherige vorfälle
    |почему это повторяется|повторяемость|история|предыдущие случаи`,
  source: `source|sources|extracted from|origin|provenance|quelle|quellen|herkunft|источник|источники|извлечено из|出典`,
  owners: `owners|owner|maintainers|maintainer|verantwortliche|verantwortlich|владельцы|ответственный|владелец`,
}
