-- CreateTable
CREATE TABLE "Thread" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "workspace" TEXT,
    "channelId" TEXT,
    "channelName" TEXT,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "participants" JSONB NOT NULL DEFAULT '[]',
    "messageCount" INTEGER NOT NULL,
    "nextCursor" TEXT,
    "sourceId" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "channel" TEXT,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3),
    "draft" JSONB NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Thread_slug_key" ON "Thread"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Thread_key_key" ON "Thread"("key");

-- CreateIndex
CREATE INDEX "Thread_sourceId_idx" ON "Thread"("sourceId");

-- CreateIndex
CREATE INDEX "Thread_startedAt_id_idx" ON "Thread"("startedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Thread_channelName_idx" ON "Thread"("channelName");

-- CreateIndex
CREATE INDEX "Message_threadId_position_idx" ON "Message"("threadId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Message_threadId_key_key" ON "Message"("threadId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Message_channel_key_key" ON "Message"("channel", "key");

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;


