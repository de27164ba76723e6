import type { Metadata } from 'next'
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
import { canMail } from '@/lib/jobs/mail-reminders'
import { findReminderPreference } from '@/lib/query/reminded-people'
import { listOwnMails, listTroubledMails } from '@/lib/query/reminders'
import type { ReminderPreference } from '@/lib/schema/reminder-preference'
import type { ReminderView } from '@/lib/schema/reminder'
import { saveRemindersAction, sendMailAgainAction, sendMailNowAction } from './actions'

export const metadata: Metadata = { title: 'Reminders' }

function usual(): ReminderPreference {
  const { mail, slack } = waysOf(null, canMail())
  const ways = { byMail: mail, bySlack: slack, digest: false, digestWeekday: 1, digestHour: 9 }
  return { zone: null, ...USUAL_HOURS, weekdays: [...USUAL_HOURS.weekdays], ...ways }
}

export default async function RemindersPage() {
  await connection()
  const viewer = await requireViewer()
  const isAdmin = can(viewer, 'admin')
  const [preference, mails, troubled] = await Promise.all([
    findReminderPreference(viewer),
    listOwnMails(viewer),
    isAdmin ? listTroubledMails(viewer) : [],
  ])
  return (
    <>
      <Panel title="Your reminders" id="reminders">
        <p className="mb-3 max-w-prose text-muted">
          You are told of action items of yours that are overdue or due within three days, and of skills of yours that
          go stale: once, and of an item again a week later. Yours is what names you as owner, by your name or e-mail
          address.
        </p>
        <ReminderForm
          preference={preference ?? usual()}
          isChosen={preference !== null}
          reach={{ mail: canMail(), slack: isSlackConnected() }}
          save={saveRemindersAction}
        />
      </Panel>
      <Panel title="Mails to you" id="mails" count={mails.length} flush={mails.length > 0}>
        <div className={mails.length > 0 ? 'space-y-3 border-b border-line px-4 py-3' : 'space-y-3'}>
          <SendMailNow send={sendMailNowAction} isPossible={canMail()} />
          {mails.length === 0 && <p className="text-muted">None has been sent to you yet.</p>}
        </div>
        <Mails caption="Mails to you" mails={mails} />
      </Panel>
      {troubled.length > 0 && (
        <Panel title="Mails that need somebody" id="troubled-mails" count={troubled.length} flush>
          <Mails caption="Mails that need somebody" mails={troubled} />
        </Panel>
      )}
    </>
  )
}

function Mails({ caption, mails }: { caption: string; mails: ReminderView[] }) {
  return mails.length > 0 && <ReminderTable caption={caption} reminders={mails} sendAgain={sendMailAgainAction} />
}
