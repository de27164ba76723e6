import type { Phase } from '@/lib/schema/draft'

/** Cues of Dutch, Swedish and Polish; sources of expressions for words of a lower-case text. */
export const NORTHERN_CUES: Partial<Record<Phase, string[]>> = {
  mitigated: [
    'teruggedraaid|herstart|uitgeschakeld|gemitigeerd|geleegd|omgeschakeld',
    '(?:fix|oplossing|workaround|patch)(?: \\p{L}+){0,2} (?:uitgerold|toegepast|doorgevoerd|geïnstalleerd)',
    '(?:gedeeltelijk|grotendeels) hersteld',
    '(?:fouten|foutpercentage|latentie)(?: \\p{L}+){0,3} (?:daalt|dalen|neemt af|nemen af)|(?:felen|felfrekvensen|latensen)(?: \\p{L}+){0,2} (?:minskar|minskade|sjunker)|(?:błędów|błędy|opóźnienia)(?: \\p{L}+){0,2} (?:spada|spadają|spadła|maleje|maleją)',
    '(?:zwiększono|podniesiono)(?: \\p{L}+){0,2} (?:limit\\p{L}*|zasob\\p{L}*|liczb\\p{L}*)',
    'omstarta(?:d|de|des|t|ts)|startades om|startas om|återställd till (?:förra|föregående)|avstängd|inaktivera(?:d|de|des|ts)',
    '(?:fix|rättning|korrigering|patch|lösning)(?:en)?(?: \\p{L}+){0,2} (?:utrullad|driftsatt|driftsattes|införd|rullades ut)',
    'rulla(?:r|s|de|des|ts|t) tillbaka|tillbakarullning(?:en)? (?:klar|genomförd)',
    'wycofano|cofnięto|zrestartowano|wyłączono|opróżniono|przełączono|złagodzono|zmitygowano',
    '(?:poprawk|łatk|fix)\\p{L}*(?: \\p{L}+){0,2} (?:wdrożon\\p{L}+|zainstalowan\\p{L}+|wgran\\p{L}+)|wdrożono(?: \\p{L}+){0,2} (?:poprawk\\p{L}+|fix\\p{L}*)',
    'częściowo (?:przywrócon\\p{L}+|przywrócono)',
  ],
  resolved: [
    'hersteld|opgelost|verholpen',
    'weer (?:normaal|beschikbaar|bereikbaar|online|operationeel|stabiel)',
    'einde (?:van het incident|storing|van de storing)',
    '(?:incident|storing)(?: \\p{L}+)? (?:gesloten|afgesloten|voorbij)',
    'åter(?:ställd|ställt|ställda|ställdes|gått) ?(?:till normalt)?|löst|lösta|åtgärdat|åtgärdad',
    'tillbaka till (?:det )?normal\\p{L}*|(?:fungerar|tillgänglig|uppe|normalt) igen',
    'fungerar(?: \\p{L}+){0,3} (?:igen|som vanligt|normalt)|(?:avbrottet|störningen) (?:är )?(?:över|avhjälp\\p{L}*|avslutat|avslutad)',
    'incidenten (?:stängd|avslutad|över|stängdes|avslutades)',
    'przywrócon[oaey]|przywrócono|rozwiązan[oaey]|rozwiązano|usunięto (?:awarię|usterkę|problem)|naprawion[oaey]|naprawiono',
    'powrót do (?:normy|normalności|normalnej pracy)|wrócił\\p{L}* do (?:normy|normalności)',
    '(?:awaria|usterka|problem)(?: \\p{L}+)? usunięt[ay]|(?:usług[ai]|system)(?: \\p{L}+){0,2} (?:działa|działają)',
    'koniec (?:incydentu|awarii|przerwy)|(?:incydent|awaria) (?:zamknięty|zamknięta|zakończony|zakończona)',
    'działa(?:ją)? (?:już )?(?:poprawnie|normalnie)',
  ],
  identified: [
    'oorzaak(?: \\p{L}+){0,3} (?:gevonden|geïdentificeerd|vastgesteld|bekend|achterhaald)|geïdentificeerd',
    '(?:orsak|grundorsak|rotorsak)(?:en)?(?: \\p{L}+){0,3} (?:identifierad|hittad|fastställd|hittas|konstateras|hittades|identifierades)|identifierad|identifierades|identifierade',
    'przyczyn\\p{L}+(?: \\p{L}+){0,3} (?:zidentyfikowan\\p{L}+|znalezion\\p{L}+|ustalon\\p{L}+|wykryt\\p{L}+)|(?:zidentyfikowano|ustalono|znaleziono)(?: \\p{L}+){0,2} przyczyn\\p{L}+|zidentyfikowan[oaey]|zidentyfikowano',
  ],
  declared: [
    'incident(?: \\p{L}+){0,2} (?:uitgeroepen|geopend|gemeld en geopend|aangemaakt)',
    'incident(?:en)?(?: \\p{L}+){0,2} (?:utlyst|öppnad|öppnat|skapad|utlystes|öppnades)',
    '(?:ogłoszono|otwarto|zgłoszono|utworzono|zadeklarowano)(?: \\p{L}+){0,2} incydent\\p{L}*|incydent(?: \\p{L}+){0,2} (?:ogłoszony|otwarty|zadeklarowany)',
  ],
  started: [
    '(?:begin|start)(?: van)? (?:het |de )?(?:incident|storing|impact|problemen)|responstijden? lop(?:en|t) op',
    '(?:fouten|foutmeldingen|storing|incident|problemen|latentie)(?: \\p{L}+){0,4} (?:begon|begonnen|begint|start|startte|nam toe|nemen toe|stijgt|stijgen)',
    'eerste (?:fouten|foutmeldingen|storingen)|onbereikbaar|niet (?:meer )?(?:bereikbaar|beschikbaar)|viel uit|uitgevallen',
    '(?:början|start) (?:på|av) (?:incidenten|störningen|avbrottet)|(?:incidenten|störningen|avbrottet) (?:börjar|började|startar|startade)',
    '(?:fel|felen|problem|problemen|latensen|felfrekvensen)(?: \\p{L}+){0,3} (?:börjar|började|ökar|ökade|uppstår|uppstod)|första felen|sluta(?:r|de) (?:svara|fungera|ta emot)|gick ner|otillgänglig\\p{L}*',
    '(?:usługa|system|serwis|aplikacja) (?:nie odpowiada|przestaje działać)|początek (?:incydentu|awarii|problemu|przerwy)|(?:błędy|awaria|incydent|problemy|opóźnienia)(?: \\p{L}+){0,4} (?:zaczęł\\p{L}+|rozpocz\\p{L}+|pojawi\\p{L}+|wzrosł\\p{L}+|zaczynają)',
    'pierwsze błędy|przestał\\p{L}* (?:odpowiadać|działać)|niedostępn\\p{L}+|padł\\p{L}*',
  ],
  acknowledged: [
    'onderzoek(?: \\p{L}+){0,2} (?:gestart|begonnen|loopt)|(?:start|begin)(?: \\p{L}+)? onderzoek|(?:piketdienst|dienstdoende)(?: \\p{L}+){0,3} (?:reageert|bevestigt|neemt)',
    '(?:utredning|felsökning|undersökning)(?:en)?(?: \\p{L}+){0,2} (?:påbörjad|påbörjas|påbörjades|startad|startar|startade|inledd|inleds)|börjar (?:felsöka|utreda)|jouren(?: \\p{L}+){0,2} (?:kvitterar|svarar|kvitterade)',
    'rozpoczęto (?:analizę|diagnostykę|badanie|dochodzenie)|(?:dyżurny|zespół)(?: \\p{L}+){0,3} (?:potwierdz\\p{L}+|przej\\p{L}+|rozpocz\\p{L}+ analizę)',
  ],
  detected: [
    'alarm\\p{L}*|waarschuwing\\p{L}*|gedetecteerd|opgemerkt|gemeld|meld(?:t|en|de|den|ing|ingen)|klachten',
    'larm\\p{L}*|upptäck(?:t|ta|te|tes|er)|rapporter(?:ar|ade|as|ades)|varning\\p{L}*|noter(?:ar|ade)|anmäl(?:er|de|ningar)',
    'alert\\p{L}*|wykryt\\p{L}+|zauważ\\p{L}+|zgłosz\\p{L}+|zgłosi\\p{L}+|zgłaszają|powiadomi\\p{L}+|ostrzeżeni\\p{L}+',
  ],
  'follow-up': [
    'nabespreking',
    'wijzigingsstop|change-?freeze',
    'uppföljning\\p{L}*',
    'wstrzymano(?: \\p{L}+){0,2} (?:wdrożenia|zmiany)',
  ],
}
