/** Conversations that tell of no incident, in the form of `threadOfCase`. */
export const PLAIN_TALK: Record<string, string> = {
  standup: `channel: team-a
date: 2025-03-03
@@ 09:00 maya
yesterday: fixed the login errors from QA, today: deploying the new search. no blockers
@@ 09:01 sam
yesterday I restarted work on the importer, today reviewing PRs. blocked by the failing CI job
@@ 09:03 deepak
yesterday nothing, was out. today the timeout ticket
`,
  deploys: `channel: deploys
date: 2025-03-03
@@ 10:00 Deploybot bot
maya deployed api 4.2.1 to production
@@ 10:05 Deploybot bot
Deploy of web 7.0 finished: success
@@ 10:30 Deploybot bot
sam deployed api 4.2.2 to production
@@ 10:31 sam
4.2.2 is live
`,
  question: `channel: eng
date: 2025-03-03
@@ 10:00 maya
does anybody know how to restart the staging database?
@@ 10:02 sam
@maya use the restart script in tools, it takes 2 minutes
@@ 10:03 maya
thanks! works
`,
  joke: `channel: random
date: 2025-03-03
@@ 12:00 maya
the coffee machine is down
@@ 12:01 sam
sev1!!! :joy:
@@ 12:02 deepak
lol who's on call for coffee
@@ 12:03 maya
it's back, all good
`,
  planning: `channel: planning
date: 2025-03-03
@@ 12:00 maya
we should upgrade postgres this quarter
@@ 12:01 sam
agreed, I'll open a ticket
@@ 12:04 deepak
we need to check the extensions first, 2 of them are not supported on 17
@@ 12:06 sam
ok let's do that next sprint
`,
  review: `channel: eng
date: 2025-03-03
@@ 12:00 maya
can I get a review on https://github.com/example/api/pull/7 ?
@@ 12:10 sam
left two comments, the error handling in the retry loop looks wrong
@@ 12:20 maya
fixed, added a test
@@ 12:21 sam
merged
`,
  weekend: `channel: random
date: 2025-03-03
@@ 12:00 maya
how was the weekend?
@@ 12:01 sam
great, we were at the lake, the tent was broken though and it rained from 5pm
@@ 12:03 maya
oh no
@@ 12:04 sam
kids loved it
`,
  german: `channel: team
date: 2025-03-03
@@ 09:00 jonas
Moin, ich bin heute ab 14 Uhr weg
@@ 09:01 petra
ok, das Review machen wir dann morgen
@@ 09:05 jonas
super, danke
`,
}
