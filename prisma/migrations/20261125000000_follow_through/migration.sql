-- Action items that get done, skills that stay true: runs of skills, trackers, reminders of people, saved views.
ALTER TABLE "ActionItem" ADD COLUMN     "dependency" JSONB,
ADD COLUMN     "dependsOnId" TEXT,
ADD COLUMN     "description" JSONB,
ADD COLUMN     "priority" TEXT,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "scope" JSONB;

ALTER TABLE "ActionItemChange" ADD COLUMN     "batch" TEXT;

ALTER TABLE "Skill" ADD COLUMN     "retiredReason" TEXT,
ADD COLUMN     "stage" TEXT NOT NULL DEFAULT 'published';

CREATE TABLE "SkillRun" (
    "id" TEXT NOT NULL,
    "skillId" TEXT NOT NULL,
    "skillVersion" TEXT,
    "skillRecord" INTEGER NOT NULL,
    "outcome" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "byName" TEXT NOT NULL,
    "userId" TEXT,
    "via" TEXT NOT NULL,
    "incidentId" TEXT,
    "note" TEXT,
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "steps" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SkillRun_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReminderPreference" (
    "userId" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "fromHour" INTEGER NOT NULL DEFAULT 8,
    "toHour" INTEGER NOT NULL DEFAULT 18,
    "weekdays" INTEGER[] DEFAULT ARRAY[1, 2, 3, 4, 5]::INTEGER[],
    "byMail" BOOLEAN NOT NULL DEFAULT true,
    "bySlack" BOOLEAN NOT NULL DEFAULT true,
    "digest" BOOLEAN NOT NULL DEFAULT false,
    "digestWeekday" INTEGER NOT NULL DEFAULT 1,
    "digestHour" INTEGER NOT NULL DEFAULT 9,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReminderPreference_pkey" PRIMARY KEY ("userId")
);

CREATE TABLE "SavedView" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TrackerProject" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "states" JSONB NOT NULL DEFAULT '{}',
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "polledTo" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "TrackerProject_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TrackerIssue" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "actionItemId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "base" JSONB NOT NULL,
    "remote" JSONB NOT NULL,
    "conflict" JSONB,
    "remoteAt" TIMESTAMPTZ(3),
    "syncedAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TrackerIssue_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TrackerTask" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "actionItemId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'due',
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "calledAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "byName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "TrackerTask_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TrackerDelivery" (
    "kind" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TrackerDelivery_pkey" PRIMARY KEY ("kind","deliveryId")
);

CREATE TABLE "TrackerPerson" (
    "kind" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "shownName" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "userId" TEXT,

    CONSTRAINT "TrackerPerson_pkey" PRIMARY KEY ("kind","accountId")
);

CREATE INDEX "SkillRun_skillId_startedAt_idx" ON "SkillRun"("skillId", "startedAt" DESC);

CREATE INDEX "SkillRun_incidentId_idx" ON "SkillRun"("incidentId");

CREATE INDEX "SkillRun_userId_idx" ON "SkillRun"("userId");

CREATE UNIQUE INDEX "SavedView_userId_page_name_key" ON "SavedView"("userId", "page", "name");

CREATE UNIQUE INDEX "TrackerProject_kind_key_key" ON "TrackerProject"("kind", "key");

CREATE UNIQUE INDEX "TrackerIssue_actionItemId_key" ON "TrackerIssue"("actionItemId");

CREATE UNIQUE INDEX "TrackerIssue_projectId_externalId_key" ON "TrackerIssue"("projectId", "externalId");

CREATE INDEX "TrackerTask_state_dueAt_idx" ON "TrackerTask"("state", "dueAt");

CREATE INDEX "TrackerTask_actionItemId_idx" ON "TrackerTask"("actionItemId");

CREATE INDEX "TrackerTask_projectId_idx" ON "TrackerTask"("projectId");

CREATE INDEX "TrackerDelivery_receivedAt_idx" ON "TrackerDelivery"("receivedAt");

CREATE INDEX "TrackerPerson_owner_idx" ON "TrackerPerson"("owner");

CREATE INDEX "TrackerPerson_userId_idx" ON "TrackerPerson"("userId");

CREATE INDEX "ActionItem_dependsOnId_idx" ON "ActionItem"("dependsOnId");

CREATE INDEX "ActionItemChange_batch_idx" ON "ActionItemChange"("batch");

ALTER TABLE "ActionItem" ADD CONSTRAINT "ActionItem_dependsOnId_fkey" FOREIGN KEY ("dependsOnId") REFERENCES "ActionItem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "SkillRun" ADD CONSTRAINT "SkillRun_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "SkillRun" ADD CONSTRAINT "SkillRun_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "SkillRun" ADD CONSTRAINT "SkillRun_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "ReminderPreference" ADD CONSTRAINT "ReminderPreference_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "TrackerIssue" ADD CONSTRAINT "TrackerIssue_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "TrackerProject"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "TrackerIssue" ADD CONSTRAINT "TrackerIssue_actionItemId_fkey" FOREIGN KEY ("actionItemId") REFERENCES "ActionItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "TrackerTask" ADD CONSTRAINT "TrackerTask_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "TrackerProject"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "TrackerTask" ADD CONSTRAINT "TrackerTask_actionItemId_fkey" FOREIGN KEY ("actionItemId") REFERENCES "ActionItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "TrackerPerson" ADD CONSTRAINT "TrackerPerson_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

