import type { Metadata } from 'next'
import { useLocale } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { ReminderForm } from '@/components/settings/reminder-form'
import { ReminderTable } from '@/components/settings/reminder-table'
import { SendMailNow } from '@/components/settings/send-mail-now'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { USUAL_HOURS } from '@/lib/domain/reminder-hours'
import { waysOf } from '@/lib/domain/reminder-mails'
import { isSlackConnected } from '@/lib/integrations/slack/client'
import { sentencesIn } from '@/lib/intl/sentences'
import { canMail } from '@/lib/jobs/mail-reminders'
import { findReminderPreference } from '@/lib/query/reminded-people'
import { listOwnMails, listTroubledMails } from '@/lib/query/reminders'
import type { ReminderPreference } from '@/lib/schema/reminder-preference'
import type { ReminderView } from '@/lib/schema/reminder'
import { saveRemindersAction, sendMailAgainAction, sendMailNowAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsReminders') }
}

function usual(): ReminderPreference {
  const { mail, slack } = waysOf(null, canMail())
  const ways = { byMail: mail, bySlack: slack, digest: false, digestWeekday: 1, digestHour: 9 }
  return { zone: null, ...USUAL_HOURS, weekdays: [...USUAL_HOURS.weekdays], ...ways }
}

export default async function RemindersPage() {
  await connection()
  const viewer = await requireViewer()
  const t = await getTranslations('pages.settings.reminders')
  const isAdmin = can(viewer, 'admin')
  const [preference, mails, troubled] = await Promise.all([
    findReminderPreference(viewer),
    listOwnMails(viewer),
    isAdmin ? listTroubledMails(viewer) : [],
  ])
  return (
    <>
      <Panel title={t('panel')} id="reminders">
        <p className="mb-3 max-w-prose text-muted">{t('about')}</p>
        <ReminderForm
          preference={preference ?? usual()}
          isChosen={preference !== null}
          reach={{ mail: canMail(), slack: isSlackConnected() }}
          save={saveRemindersAction}
        />
      </Panel>
      <Panel title={t('mails')} id="mails" count={mails.length} flush={mails.length > 0}>
        <div className={mails.length > 0 ? 'space-y-3 border-b border-line px-4 py-3' : 'space-y-3'}>
          <SendMailNow send={sendMailNowAction} isPossible={canMail()} />
          {mails.length === 0 && <p className="text-muted">{t('noMails')}</p>}
        </div>
        <Mails caption={t('mails')} mails={mails} />
      </Panel>
      {troubled.length > 0 && (
        <Panel title={t('troubled')} id="troubled-mails" count={troubled.length} flush>
          <Mails caption={t('troubled')} mails={troubled} />
        </Panel>
      )}
    </>
  )
}

function Mails({ caption, mails }: { caption: string; mails: ReminderView[] }) {
  const say = sentencesIn(useLocale())
  const said = mails.map((mail) => ({ ...mail, error: mail.error && say(mail.error) }))
  return mails.length > 0 && <ReminderTable caption={caption} reminders={said} sendAgain={sendMailAgainAction} />
}
