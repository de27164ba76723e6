// How steps of runbooks say when to leave them, in the languages of the postmortems that are read here.

export type ExitLanguage = {
  /** What a condition begins with. */
  when: RegExp
  /** What it ends with: what follows says what to do then. */
  end: RegExp
  /** Words that mean leaving. */
  leave: RegExp
  /** A runbook, and so another one when it is named. */
  runbook: RegExp
}

export const EXIT_LANGUAGES: readonly ExitLanguage[] = [
  {
    when: /(?<![\p{L}\d])(?:if|when|in case|should|unless)\s/iu,
    end: /[,:;]|\s(?:then|[–—])\s/iu,
    leave:
      /\b(?:it|this|that|the (?:cause|problem|reason))(?:[’']s| is| was| are)?\s+(?:(?:probably|most|very|likely|almost|certainly|definitely|then)\s+){0,3}not\b|\bisn[’']t (?:this|it)\b|\b(?:leave|abandon|abort|exit|stop following) (?:this|the)\b|\bstop(?: here| now)?\s*(?:[,.;:]|$| and )|\bescalat|\bpage (?:@|the |its |whoever)|\bfalse lead\b|\bwrong (?:runbook|skill|playbook)\b|\bnot (?:this one|for this (?:runbook|skill))\b/iu,
    runbook: /\b(?:runbook|skill|playbook|instead|follow|switch to|go to)\b/iu,
  },
  {
    when: /(?<![\p{L}\d])(?:wenn|falls|sofern|sollte)\s/iu,
    end: /[,:;]|\s(?:dann|[–—])\s/iu,
    leave:
      /(?:es|das|dies|die ursache)\s+(?:(?:wahrscheinlich|vermutlich|sehr|ziemlich|sicher)\s+)*nicht|(?:ist|war|liegt) (?:es|das|dies)(?: daran)?\s+(?:(?:wahrscheinlich|vermutlich|sicher)\s+)?nicht|eskalier|abbrech|brich[^.]{0,60}\bab\b|verlass|falsche (?:spur|anleitung)|hör hier auf/iu,
    runbook: /(?:runbook|anleitung|stattdessen|skill|wechs[el])/iu,
  },
  {
    when: /(?<![\p{L}\d])(?:si|en caso de que|cuando)\s/iu,
    end: /[,:;]|\s(?:entonces|[–—])\s/iu,
    leave:
      /\bno es (?:esto|este|ésta|esta|la causa)|probablemente no (?:es|sea)|\bescal(?:a|e|ar)\b|abandon|detente|det[eé]ngase|pista falsa/iu,
    runbook: /(?:runbook|procedimiento|en su lugar|gu[ií]a)/iu,
  },
  {
    when: /(?<![\p{L}\d])(?:si|s[’'](?=il)|lorsque|quand)\s?/iu,
    end: /[,:;]|\s(?:alors|[–—])\s/iu,
    leave: /ce n[’']est (?:probablement |sans doute )?pas|\bescalad|arrêtez|abandonnez|quittez|fausse piste/iu,
    runbook: /(?:runbook|procédure|à la place|plutôt)/iu,
  },
  {
    when: /(?<!\p{L})(?:если|когда)\s/iu,
    end: /[,:;]|\s(?:то|[–—])\s/iu,
    leave:
      /(?:это|дело|причина)\s+(?:\p{L}+,?\s+)?не\s|скорее всего,? не|эскалир|прекрат|останов(?:ись|итесь)|ложный след|не тот (?:ранбук|случай)/iu,
    runbook: /(?:ранбук|инструкц|вместо|перейд)/iu,
  },
  {
    when: /(?:如果|若|假如|当)/u,
    end: /[，,：:；;]|则|那么/u,
    leave: /不是(?:这|此|该|由)|就?不是|升级|上报|停止(?:本|此|执行)|离开本|误导/u,
    runbook: /(?:手册|改用|转到|参考|runbook)/iu,
  },
]
